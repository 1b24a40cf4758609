import type { CardView } from '../../src/conversation/card-view';
import { beforeRepairView } from '../../src/conversation/views/errors/before-repair';
import { errorsCauseView } from '../../src/conversation/views/errors/errors-cause';
import { errorsGroupView } from '../../src/conversation/views/errors/errors-group';
import { errorsView } from '../../src/conversation/views/errors/errors';
import type { Naming } from '../../src/conversation/views/errors/reason-words';
import type { Words } from '../../src/i18n/words';
import type { GroupFailures } from '../../src/licensing/repair/read-failures';
import { knownPlanFacts } from '../../src/licensing/rules/known-plan-facts';
import { change, group, ids, noon, user } from '../support/builders';
import type { Text } from './samples';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** The cards of members in error and of what repairs them. */
export function repairSamples(w: Words, text: Text, size: number): CardView[] {
  const foreign = group({ displayName: text('group') });
  const members = times(size, (i) => ({
    user: user({ id: `user-${i}`, displayName: text('person'), mail: text('mail') }),
    error: 'UniquenessViolation' as const,
    skuId: ids.e3,
    since: noon.toISOString(),
    reason: { kind: 'address' as const, skuId: ids.e3, address: text('address') },
  }));
  const failures: GroupFailures = {
    group: foreign,
    products: [],
    facts: knownPlanFacts,
    members,
    causes:
      members[0] === undefined
        ? []
        : [{ error: 'UniquenessViolation', members, reasons: [{ reason: members[0].reason, count: size }] }],
    more: true,
    logMissing: text('reason'),
  };
  const names: Naming = {
    groupId: ids.group,
    products: new Map(),
    product: () => text('product'),
    plan: () => text('plan'),
    group: () => text('group'),
  };
  const [cause] = failures.causes;
  const repair = {
    ...change({ kind: 'repair', group: { id: ids.group, name: text('group') } }),
    remedy: { kind: 'reprocess', error: null, location: '', andRest: true } as const,
  };
  return [
    errorsView(w, {
      groups: size,
      orphans: 1,
      shown: {
        items: [
          ...times(Math.min(size, 3), () => ({
            kind: 'group' as const,
            group: { id: ids.group, name: text('group'), busy: false },
            members: 3,
          })),
        ],
        page: 0,
        pages: 2,
      },
      mayAssign: true,
    }),
    errorsGroupView(w, { failures, names, mayAssign: true, mayDownload: true }),
    ...(cause
      ? [errorsCauseView(w, { failures, cause, names, prerequisite: undefined, page: 0, mayAssign: true })]
      : []),
    beforeRepairView(w, {
      change: repair,
      people: times(Math.max(1, size), (i) => ({
        id: `user-${i}`,
        name: text('person'),
        address: text('mail'),
        error: 'CountViolation' as const,
        skuId: '',
      })),
      count: size,
      taken: [text('product')],
    }),
  ];
}
