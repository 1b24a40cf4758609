import { mostGroups } from '../../licensing/batch/batch';
import { readNames } from '../../licensing/batch/pasted-names';
import { tooMany } from '../../licensing/batch/prepare-batch';
import type { Product } from '../../licensing/product';
import type { Schedule } from '../../licensing/shapes';
import { isGuid } from '../../graph/guid';
import { mayAsk } from '../../approvals/ask';
import { longestJustification } from '../../approvals/request';
import { assignable, form, groupChoice, review } from '../assign';
import { idOf } from '../card-data';
import { toChoices } from '../find-group';
import { refuse } from '../refuse';
import { notAllowed } from '../requests/notices';
import { requestForm } from '../requests/request';
import { typedBy } from '../requests/typed-by';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { groupsFormView, mostPicks } from '../views/batch/groups-form';
import { beginData, readerOf, whenAsked, whenSentence } from '../when/asked';
import { findGroups } from './find-groups';
import { reviewBatch } from './review';

/** What somebody typed, pasted or chose so far. */
export interface Gathered {
  readonly skuId: string;
  /** Ids of groups that are certain. */
  readonly groupIds: readonly string[];
  readonly names: readonly string[];
  readonly schedule: Schedule | null;
  /** The license is to be asked for, and others decide. */
  readonly asks?: boolean;
  /** Why it is asked for, if that is known. */
  readonly justification?: string;
}

/** 200 ids with commas between them. */
const longestIds = mostGroups * 37;
const longestNames = 8_000;

/** Looks the names of several groups up; asks about those that are not clear, and then shows what would happen. */
export async function gatherGroups(desk: Desk, turn: Turn, asked: Gathered): Promise<Reply> {
  const products = await assignable(desk);
  const product = products.find(({ skuId }) => skuId === asked.skuId);
  const { schedule, asks = false, justification = '' } = asked;
  const back = (notice: string): Promise<Reply> => {
    const known = { products, selectedSkuId: asked.skuId, begin: schedule, notice };
    return asks ? requestForm(desk, turn, { ...known, justification }) : form(desk, turn, known);
  };
  if (!product) return back(turn.words('assign.chooseLicense'));
  if (desk.byHand) return back(turn.words('batch.byHand'));
  const count = asked.groupIds.length + asked.names.length;
  if (count > mostGroups) return back(tooMany(count).sentence);
  if (count === 0) return groupsForm(desk, turn, product, asked, turn.words('batch.form.empty'));
  const { groups, unclear } = await findGroups(desk.graph, asked.names);
  const groupIds = [...new Set([...asked.groupIds, ...groups.map(({ id }) => id)])];
  if (unclear.length > 0) {
    return groupsForm(desk, turn, product, { ...asked, groupIds, names: [] }, undefined, unclear);
  }
  if (asks && !(await mayAsk(desk.approvals, turn.person, turn.access, groupIds))) return notAllowed(turn);
  const [only] = groupIds;
  const { skuId } = product;
  if (only === undefined || groupIds.length > 1)
    return reviewBatch(desk, turn, { skuId, groupIds, schedule, asks, justification });
  if (!asks) return review(desk, turn, products, { skuId, groupId: only, schedule });
  return requestForm(desk, turn, {
    products,
    selectedSkuId: skuId,
    selectedGroup: await groupChoice(desk, turn, only),
    begin: schedule,
    justification,
  });
}

/** Continue on the list of groups. */
export async function batchGather(desk: Desk, turn: Turn, { data }: ActionInput): Promise<Reply> {
  const picked = Array.from({ length: mostPicks }, (_, index) => idOf(data, `pick${index}`)).filter(Boolean);
  const reader = readerOf(desk, turn);
  const when = whenAsked(data, reader);
  const skuId = idOf(data, 'skuId');
  const asks = data['asks'] === 'true';
  if (!asks && !turn.access.mayAssign) return refuse(desk, turn, 'role');
  if (asks && !(await mayAsk(desk.approvals, turn.person, turn.access, []))) return notAllowed(turn);
  if (when.problem) {
    const notice = whenSentence(turn, when.problem, reader);
    const known = { products: await assignable(desk), selectedSkuId: skuId, notice };
    return asks ? requestForm(desk, turn, known) : form(desk, turn, known);
  }
  return gatherGroups(desk, turn, {
    skuId,
    groupIds: [...new Set([...idsOf(data['groupIds']), ...picked])],
    names: readNames(linesOf(data['names'])),
    schedule: when.schedule,
    asks,
    justification: typedBy(data, 'justification', longestJustification),
  });
}

/** The list of groups, to be corrected or added to. @param unclear what is asked about */
export async function groupsForm(
  desk: Desk,
  turn: Turn,
  product: Pick<Product, 'skuId' | 'name'>,
  { groupIds, names, schedule, asks = false, justification = '' }: Omit<Gathered, 'skuId'>,
  notice?: string,
  unclear: Awaited<ReturnType<typeof findGroups>>['unclear'] = [],
): Promise<Reply> {
  const named = await desk.graph.groupNames(groupIds);
  const choices = unclear.filter(({ near }) => near.length > 0);
  const near = await toChoices(
    desk.graph,
    choices.slice(0, mostPicks).flatMap((each) => each.near),
    turn.words.locale,
  );
  const choiceOf = new Map(near.map((choice) => [choice.id, choice]));
  return {
    card: groupsFormView(turn.words, {
      product,
      found: groupIds.map((id) => ({ id, name: named.get(id) ?? id })),
      choices: choices.map((each) => ({
        typed: each.typed,
        exact: each.near.every(({ displayName }) => displayName.toLowerCase() === each.typed.toLowerCase()),
        near: each.near.flatMap(({ id }) => choiceOf.get(id) ?? []),
      })),
      names: [...unclear.filter((each) => each.near.length === 0).map(({ typed }) => typed), ...names],
      begin: beginData(schedule),
      asks,
      justification,
      ...(notice ? { notice } : {}),
    }),
  };
}

/** Ids that a list of choices or a button sends: with commas between them. */
export function idsOf(value: unknown): readonly string[] {
  if (typeof value !== 'string') return [];
  const parts = value.slice(0, longestIds).split(',');
  return [...new Set(parts.map((part) => part.trim().toLowerCase()).filter(isGuid))];
}

function linesOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestNames) : '';
}
