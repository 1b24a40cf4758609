import { z } from 'zod';
import { ControlFault } from './control-fault';

const permission = z
  .string({ message: 'must be names such as "Group.Read.All"' })
  .regex(/^[\w.-]{1,100}$/, 'must be names such as "Group.Read.All"');

const permissions = z
  .array(permission, { message: 'must be a list of permissions such as "Group.Read.All"' })
  .max(200, 'are too many');
const text = z.string({ message: 'must be a text' }).min(1, 'must not be empty').max(200, 'is too long');

const appSchema = z
  .object(
    {
      id: z
        .string({ message: 'must be a text' })
        .regex(/^[\w.-]{1,100}$/, 'must be a GUID, or a name of letters, digits, ".", "_" and "-"'),
      secret: text,
      name: text.optional(),
      applicationPermissions: permissions.default([]),
      delegatedPermissions: permissions.default([]),
    },
    { message: 'must be an object with id, secret and permissions' },
  )
  .strict()
  .transform((app) => ({ ...app, name: app.name ?? app.id }));

/** An app to be registered, with what an administrator consented to. */
export type NewApp = z.infer<typeof appSchema>;

/** @throws ControlFault naming every problem */
export function readApp(value: unknown): NewApp {
  const read = appSchema.safeParse(value);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `it has no field ${issue.keys.map((key) => `"${key.slice(0, 40)}"`).join(', ')}`
      : `${issue.path[0] ?? 'it'} ${issue.message}`,
  );
  throw new ControlFault(400, 'sandbox.app-invalid', `The app cannot be registered: ${problems.join('; ')}.`);
}
