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
  SANDBOX_MEMBERS_PER_SECOND: z.coerce.number().positive('must be above 0').optional(),
});

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
  if (!parsed.success) {
    return {
      settings: atRest,
      problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    };
  }
  const e = parsed.data;
  try {
    return {
      settings: {
        port: e.SANDBOX_PORT,
        scenario: e.SANDBOX_SCENARIO.name,
        size: e.SANDBOX_SCENARIO.generated && sizeFrom(env, e.SANDBOX_SCENARIO.generated),
        dataFile: e.SANDBOX_DATA,
        faultFile: e.SANDBOX_FAULTS,
        membersPerSecond: e.SANDBOX_MEMBERS_PER_SECOND,
      },
      problems: [],
    };
  } catch (error) {
    return { settings: atRest, problems: [sentenceOf(error)] };
  }
}

const atRest: SandboxSettings = {
  port: undefined,
  scenario: 'contoso',
  size: undefined,
  dataFile: undefined,
  faultFile: undefined,
  membersPerSecond: undefined,
};

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
