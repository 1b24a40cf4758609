import type { GraphApi, GraphGroup } from '../../graph/api';
import type { Store } from '../../store/contract';
import type { Catalog } from '../catalog';
import { logDays } from '../history/read';
import { learnFromAnswers } from '../learn-from';
import { allPlanFacts, prohibitedLocations } from '../learned';
import type { Product } from '../product';
import type { PlanFacts } from '../rules/plan-facts';
import { productMap } from '../rules/template';
import type { Log } from '../services';
import { byCause, type ExplainedMember, type FailureCause } from './causes';
import { failedPages, type FailedMember } from './failed-member';
import type { FailureLog, SaidReason } from './failure-log';
import { explainer, type Explain } from './reason';

/** Pages that are read while somebody waits for the answer: some five thousand people who failed. */
const pagesAtOnce = 5;

/** Who failed in a group and why. */
export interface GroupFailures {
  readonly group: GraphGroup;
  /** What the tenant owns. */
  readonly products: readonly Product[];
  readonly facts: PlanFacts;
  readonly members: readonly ExplainedMember[];
  readonly causes: readonly FailureCause[];
  /** More people failed than were read. */
  readonly more: boolean;
  /** Why Entra's own reasons could not be read, as a sentence; `''` when they could. */
  readonly logMissing: string;
}

export interface FailureDeps {
  readonly graph: Pick<GraphApi, 'group' | 'membersWithErrors' | 'organization'>;
  readonly catalog: Pick<Catalog, 'products'>;
  readonly store: Pick<Store, 'facts' | 'repairs'>;
  readonly failureLog: FailureLog;
  readonly now: () => Date;
  readonly log: Log;
}

/** Who failed, as far as can be read at once. @returns undefined: there is no such group */
export async function readFailures(
  deps: FailureDeps,
  tenantId: string,
  groupId: string,
): Promise<GroupFailures | undefined> {
  const [reader, first] = await Promise.all([
    explainedReader(deps, tenantId, groupId),
    someFailed(deps, groupId),
  ]);
  if (!reader) return undefined;
  const members = await reader.explained(first.members);
  const { group, products, facts, logMissing } = reader;
  return { group, products, facts, members, causes: byCause(members), more: first.more, logMissing };
}

/** Everybody who failed, page by page, for a file of any length. */
export async function* allFailures(
  deps: FailureDeps,
  tenantId: string,
  groupId: string,
): AsyncGenerator<GroupFailures> {
  const reader = await explainedReader(deps, tenantId, groupId);
  if (!reader) return;
  for await (const { members, last } of failedPages(deps.graph, groupId)) {
    const { group, products, facts, logMissing } = reader;
    const explained = await reader.explained(members);
    yield { group, products, facts, logMissing, members: explained, causes: byCause(explained), more: !last };
  }
}

async function someFailed(
  { graph }: Pick<FailureDeps, 'graph'>,
  groupId: string,
): Promise<{ readonly members: readonly FailedMember[]; readonly more: boolean }> {
  const members: FailedMember[] = [];
  let pages = 0;
  for await (const page of failedPages(graph, groupId)) {
    members.push(...page.members);
    pages += 1;
    if (pages === pagesAtOnce) return { members, more: !page.last };
  }
  return { members, more: false };
}

/** Reads once what explains the failures of a group. */
async function explainedReader(deps: FailureDeps, tenantId: string, groupId: string) {
  const [group, products, organization, log, learned] = await Promise.all([
    deps.graph.group(groupId),
    deps.catalog.products(),
    deps.graph.organization(),
    deps.failureLog.reasons(),
    deps.store.facts.of(tenantId),
  ]);
  if (!group) return undefined;
  const facts = allPlanFacts(learned);
  const explain: Explain = explainer({
    groupId: group.id,
    template: group.assignedLicenses,
    added: [],
    removed: [],
    products: productMap(products),
    facts,
    prohibited: prohibitedLocations(learned),
    tenantLocation: organization.usageLocation,
  });
  const since = new Date(deps.now().getTime() - logDays * 86_400_000);
  return {
    group,
    products,
    facts,
    logMissing: log.missing,
    explained: async (members: readonly FailedMember[]): Promise<readonly ExplainedMember[]> => {
      const ids = members.map(({ user }) => user.id);
      const tried = await deps.store.repairs.lastReasons(tenantId, ids, since);
      const explained = members.map((member) => {
        const { id } = member.user;
        const tryAgain = tried.get(id);
        const said = latest(log.byPerson.get(id), tryAgain && { text: tryAgain.reason, at: tryAgain.at });
        return { member, said: said?.text, reason: explain(member, said?.text) };
      });
      const answers = explained.flatMap(({ member, said }) =>
        said ? [{ text: said, category: member.error }] : [],
      );
      await learnFromAnswers({ ...deps, catalog: { products: async () => products } }, tenantId, answers);
      return explained.map(({ member, reason }) => ({ ...member, reason }));
    },
  };
}

function latest(one: SaidReason | undefined, other: SaidReason | undefined): SaidReason | undefined {
  if (!one || !other) return one ?? other;
  return Date.parse(one.at) >= Date.parse(other.at) ? one : other;
}
