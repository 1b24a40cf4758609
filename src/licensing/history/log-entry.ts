import type { GraphAuditEntry } from '../../graph/api';

/** What the directory's audit log says of group licensing, and the names of the activities that say it (Entra audit activity reference). */
export const logActivities = {
  set: 'Set group license',
  started: 'Start applying group based license to users',
  finished: 'Finish applying group based license to users',
  recalculated: 'Trigger group license recalculation',
  person: 'Change user license',
} as const;
export type LogKind = keyof typeof logActivities;

/** One entry of the audit log as far as licenses go. */
export interface LogEntry {
  readonly id: string;
  readonly kind: LogKind;
  /** ISO time */
  readonly at: string;
  /** Name of the person or the application; `''` when the log names nobody. */
  readonly by: string;
  readonly target: { readonly id: string; readonly name: string };
  /** Products that came and went, by skuId, as far as the log tells. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Of a pass that ended: how many people it served. */
  readonly counts: FinishCounts | null;
  readonly failed: boolean;
  /** Entra's own sentence for a failure, with ids in it; `''` when there is none. */
  readonly reason: string;
}

export interface FinishCounts {
  readonly succeeded: number;
  readonly failed: number;
}

/**
 * @param skuIds the products that may be meant; other ids in the entry are those of service plans or accounts
 * @returns undefined for an activity that is not about licenses
 */
export function toLogEntry(entry: GraphAuditEntry, skuIds: ReadonlySet<string>): LogEntry | undefined {
  const kind = (Object.keys(logActivities) as LogKind[]).find(
    (each) => logActivities[each] === entry.activity,
  );
  const target = entry.targetResources[0];
  if (!kind || !target) return undefined;
  const properties = entry.targetResources.flatMap((each) => each.modifiedProperties);
  const products = (side: 'oldValue' | 'newValue'): readonly string[] =>
    guidsIn(properties.map((each) => each[side]).join(' ')).filter((id) => skuIds.has(id));
  const [before, after] = [products('oldValue'), products('newValue')];
  const { user, app } = entry.initiatedBy;
  const failed = entry.result !== 'success';
  return {
    id: entry.id,
    kind,
    at: entry.at,
    by: user?.displayName || user?.userPrincipalName || app?.displayName || '',
    target: { id: target.id, name: target.displayName || target.userPrincipalName },
    added: after.filter((id) => !before.includes(id)),
    removed: before.filter((id) => !after.includes(id)),
    counts: kind === 'finished' ? finishCounts(properties.map(({ newValue }) => newValue).join(' ')) : null,
    failed,
    reason: failed
      ? entry.additionalDetails.map(({ value }) => value).find(Boolean) || entry.resultReason
      : '',
  };
}

/**
 * The only numbers that Microsoft gives for a pass, in a text such as
 * `[Users successfully assigned licenses: 6, Users for whom license assignment failed: 0.]`
 * (Entra, "Group-based licensing additional scenarios"). The words may change; the two numbers in their order may not.
 */
export function finishCounts(text: string): FinishCounts | null {
  const numbers = [...text.matchAll(/:\s*(\d{1,9})\b/g)].map((match) => Number(match[1]));
  const [succeeded, failed] = numbers;
  return succeeded === undefined || failed === undefined || numbers.length > 2 ? null : { succeeded, failed };
}

function guidsIn(text: string): readonly string[] {
  const found = text.toLowerCase().match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  return [...new Set(found)];
}
