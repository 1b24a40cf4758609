import { z } from 'zod';
import { readFaultFile } from './faults';
import { findScenario, sizeFrom, type Size } from './scenarios';

/** What the environment says about a sandbox. */
export interface SandboxSettings {
  /** undefined: not said. 0 = any free port. */
  readonly port: number | undefined;
  readonly scenario: string;
  /** Of a generated scenario. */
  readonly size: Size | undefined;
  readonly dataFile: string | undefined;
  readonly faultFile: string | undefined;
  readonly membersPerSecond: number | undefined;
}

const schema = z.object({
  SANDBOX_PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a number from 0 to 65535')
    .transform(Number)
    .optional(),
  SANDBOX_SCENARIO: z.string().transform(checked(findScenario)).default('contoso'),
  SANDBOX_DATA: z.string().optional(),
  SANDBOX_FAULTS: z
    .string()
    .transform(checked((file) => (readFaultFile(file), file)))
    .optional(),
  // "Infinity" is as fast as it goes.
  SANDBOX_MEMBERS_PER_SECOND: z.coerce
    .number({ message: 'must be a number above 0' })
    .positive('must be above 0')
    .optional(),
});

const sizes = ['SANDBOX_USERS', 'SANDBOX_GROUPS'] as const;

/**
 * Reads the `SANDBOX_…` variables.
 * @param env without variables that are set to nothing
 * @returns every problem as a sentence beginning with the variable's name; then the settings must not be used
 */
export function readSandboxSettings(env: Readonly<Record<string, string | undefined>>): {
  readonly settings: SandboxSettings;
  readonly problems: readonly string[];
} {
  const parsed = schema.safeParse(env);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const generated = parsed.success ? parsed.data.SANDBOX_SCENARIO.generated : undefined;
  problems.push(...sizeProblems(env, parsed.success && !generated));
  if (!parsed.success || problems.length > 0) return { settings: atRest, problems };
  const e = parsed.data;
  return {
    settings: {
      port: e.SANDBOX_PORT,
      scenario: e.SANDBOX_SCENARIO.name,
      size: generated && sizeFrom(env, generated),
      dataFile: e.SANDBOX_DATA,
      faultFile: e.SANDBOX_FAULTS,
      membersPerSecond: e.SANDBOX_MEMBERS_PER_SECOND,
    },
    problems,
  };
}

const atRest: SandboxSettings = {
  port: undefined,
  scenario: 'contoso',
  size: undefined,
  dataFile: undefined,
  faultFile: undefined,
  membersPerSecond: undefined,
};

/** @param fixed the scenario is one whose size cannot be chosen */
function sizeProblems(env: Readonly<Record<string, string | undefined>>, fixed: boolean): string[] {
  return sizes
    .filter((name) => env[name])
    .flatMap((name) => {
      if (fixed) return [`${name}: is for a generated tenant; choose one with SANDBOX_SCENARIO=large`];
      try {
        sizeFrom({ [name]: env[name] }, { users: 0, groups: 0, largestGroup: 0 });
        return [];
      } catch (error) {
        return [sentenceOf(error)];
      }
    });
}

/** What a reader throws becomes the problem of its variable. */
function checked<T>(read: (text: string) => T): (text: string, context: z.RefinementCtx) => T {
  return (text, context) => {
    try {
      return read(text);
    } catch (error) {
      context.addIssue({ code: z.ZodIssueCode.custom, message: sentenceOf(error) });
      return z.NEVER;
    }
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
