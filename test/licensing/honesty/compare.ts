import type { Change, LicenseError } from '../../../src/licensing/change';
import type { MemberResult } from '../../../src/licensing/outcome';
import type { Cause } from '../../../src/licensing/rules/give';
import type { MemberForecast } from '../../../src/licensing/rules/member-forecast';

/** Entra's categories that a cause can show as. */
function categoryOf(cause: Cause): LicenseError {
  switch (cause.kind) {
    case 'no-seat':
      return 'CountViolation';
    case 'location':
      return 'ProhibitedInUsageLocationViolation';
    case 'conflict':
      return 'MutuallyExclusiveViolation';
    case 'prerequisite':
    case 'needed':
      return 'DependencyViolation';
    case 'not-eligible':
      if (cause.why === 'address-taken') return 'UniquenessViolation';
      // A suspended product has no seats that could be given.
      return cause.why === 'not-assignable' ? 'CountViolation' : 'Other';
  }
}

/** In one word or two: what was forecast, and what became of it. */
export interface Compared {
  readonly forecast: string;
  readonly outcome: string;
  /** Who fails and why, or that nobody does. */
  readonly agrees: boolean;
}

/**
 * Holds a member's forecast against the outcome. Where several causes stand in the way Entra shows one of them, and
 * which one is not documented: any of those that were forecast agrees. A product that another one drags down is `Other`.
 */
export function compare(change: Change, forecast: MemberForecast, result: MemberResult): Compared {
  const own = forecast.causes.filter(({ skuId }) => change.edit.add.some((each) => each.skuId === skuId));
  const isFailure = forecast.verdict === 'fails' || forecast.verdict === 'blocked';
  const expected: readonly string[] = !isFailure
    ? ['ok']
    : forecast.verdict === 'fails' && own.length === 0
      ? ['Other']
      : (own.length > 0 ? own : forecast.causes).map(categoryOf);
  const outcome =
    result.kind === 'failed' ? result.error : result.kind === 'unconfirmed' ? 'unconfirmed' : 'ok';
  const rightWord =
    isFailure || result.kind === 'failed' || change.kind !== 'remove'
      ? true
      : forecast.verdict === 'loses'
        ? result.kind === 'removed'
        : forecast.verdict === 'keeps'
          ? result.kind === 'kept-elsewhere'
          : true;
  return {
    forecast: isFailure ? `${forecast.verdict}: ${expected.join('/')}` : forecast.verdict,
    outcome: outcome === 'ok' ? result.kind : outcome,
    agrees: expected.includes(outcome) && rightWord,
  };
}
