import type { ActionInput } from '../conversation/turn';

/** A pressed button: which one, with what. */
export interface Press {
  readonly verb: string;
  readonly input: ActionInput;
}

/**
 * Reads a press from either form: Action.Execute `{verb, data}` (inputs are merged into data by the client) or
 * Action.Submit, whose data carries the verb itself. Undefined when it is neither.
 */
export function readPress(value: unknown, replyToId: string | null | undefined): Press | undefined {
  if (!isRecord(value) || typeof value['verb'] !== 'string') return undefined;
  const nested = value['data'];
  const data = isRecord(nested) ? nested : nested === undefined ? value : {};
  return { verb: value['verb'].slice(0, 100), input: { data, activityId: replyToId ?? null } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
