import type { WordKey } from '../i18n/words';
import type { ProductMatch } from '../licensing/find-product';
import type { GroupChoice } from '../licensing/group-choice';
import { notAssignable } from '../licensing/eligibility';
import { prepareChange } from '../licensing/prepare';
import type { Product } from '../licensing/product';
import type { Schedule } from '../licensing/shapes';
import { readNames, readsAsSeveral } from '../licensing/batch/pasted-names';
import { readAssignText } from './assign-text';
import { gatherGroups, idsOf, type Gathered } from './batch/gather';
import { splitUntil } from './requests/dates';
import { askSecondPerson, wantsSecondPerson } from './requests/second-person';
import { idOf, textOf, type CardData } from './card-data';
import { chooseGroup, noGroup, type Press } from './choose';
import { withProduct } from './with-product';
import { findGroup, toChoices } from './find-group';
import { beforeAssignCard } from './forecast';
import { asking, type ActionInput, type CommandInput, type Desk, type Reply, type Turn } from './turn';
import { assignFormView } from './views/assign-form';
import { assignNeedsView } from './views/edits/assign-needs';
import { noticeView } from './views/notice';
import { beginData, beginInput, readerOf, whenAsked, whenSentence } from './when/asked';
import { splitWhen, type NameAndWhen } from './when/split-when';

const mostResults = 8;

/** `assign`, `assign <license>`, `assign <license> to <group>`, and `… on <date and time>`. */
export async function assign(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  const owned = await desk.catalog.products();
  const products = owned.filter((product) => product.assignable);
  // What cannot be assigned is still known by name, so that the reason can be said.
  const text = input.lines ?? input.rest;
  const assignableOnes = readAssignText(text, products);
  const asked = assignableOnes.product?.kind === 'none' ? readAssignText(text, owned) : assignableOnes;
  if (!asked.product) return form(desk, turn, { products, query: asked.group });
  if (asked.product.kind === 'one' && asked.product.product.assignable) {
    const several = await severalGroups(desk, turn, asked.group);
    if (several) return gatherGroups(desk, turn, { ...several, skuId: asked.product.product.skuId });
    if (await namesAnEnd(desk, turn, asked.group))
      return needsRequest(turn, asked.product.product, asked.group);
  }
  const target = await splitTime(desk, turn, asked.group);
  // The typed group travels with the choice, so that nothing has to be typed again.
  return withProductFor(turn, asked.product, asked.group, asked.license, 'assign.start', (product) =>
    product.assignable
      ? resolveGroup(desk, turn, products, product.skuId, target)
      : form(desk, turn, { products, notice: notAssignable(product).sentence }),
  );
}

/** `… until Friday`, unless a group is called so. */
async function namesAnEnd(desk: Desk, turn: Turn, group: string): Promise<boolean> {
  if (!splitUntil(group, readerOf(desk, turn)).day) return false;
  return (await findGroup(desk.graph, group)).kind === 'none';
}

/** Only what was asked for has an end: whoever asked is reminded of it. */
function needsRequest({ words: w }: Turn, { skuId }: Product, groupText: string): Reply {
  const actions = [{ title: w('action.request'), verb: 'request.start', data: { skuId, groupText } }];
  const lines = [w('assign.endText')];
  return { card: noticeView(w, { tone: 'info', title: w('assign.endTitle'), lines, actions }) };
}

/** A button that opens the form, perhaps with a license or a typed group already known. */
export async function assignStart(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const products = await assignable(desk);
  const skuId = idOf(input.data, 'skuId');
  const groupText = textOf(input.data, 'groupText', 256);
  return groupText && skuId
    ? resolveGroup(desk, turn, products, skuId, await splitTime(desk, turn, groupText))
    : form(desk, turn, { products, selectedSkuId: skuId });
}

/** Search button of the form, for clients that cannot ask while somebody types. */
export async function assignSearch(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const [products, query] = [await assignable(desk), textOf(input.data, 'groupQuery', 256)];
  const groups = await toChoices(
    desk.graph,
    await desk.graph.searchGroups(query, mostResults),
    turn.words.locale,
  );
  return form(desk, turn, {
    products,
    selectedSkuId: idOf(input.data, 'license'),
    query,
    groups: [...groups],
    begin: input.data,
  });
}

/** Continue: both ids are checked against Graph, then "Before you assign" is shown. */
export async function assignReview(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const skuId = idOf(input.data, 'license') || idOf(input.data, 'skuId');
  const groupId = idOf(input.data, 'group') || idOf(input.data, 'groupId');
  const query = textOf(input.data, 'groupQuery', 8_000);
  const products = await assignable(desk);
  const filled = { products, selectedSkuId: skuId, query, begin: input.data };
  if (!products.some((product) => product.skuId === skuId)) {
    return form(desk, turn, { ...filled, notice: turn.words('assign.chooseLicense') });
  }
  const reader = readerOf(desk, turn);
  const when = whenAsked(input.data, reader);
  if (when.problem) {
    const selectedGroup = await groupChoice(desk, turn, groupId);
    const notice = whenSentence(turn, when.problem, reader);
    return form(desk, turn, { ...filled, ...(selectedGroup ? { selectedGroup } : {}), notice });
  }
  const groupIds = idsOf(input.data['group']);
  const names =
    query && groupIds.length !== 1 && !groupId ? await severalGroups(desk, turn, query) : undefined;
  if (groupIds.length > 1 || names) {
    const { schedule } = when;
    return gatherGroups(desk, turn, { skuId, groupIds, names: names?.names ?? [], schedule });
  }
  if (groupId) return review(desk, turn, products, { skuId, groupId, schedule: when.schedule });
  if (query) return resolveGroup(desk, turn, products, skuId, { name: query, when, typed: '' });
  return form(desk, turn, { ...filled, notice: turn.words('assign.chooseGroup') });
}

/** Cancel on the form: nothing was stored. */
export async function assignCancel(_desk: Desk, turn: Turn): Promise<Reply> {
  const w = turn.words;
  const actions = [{ title: w('action.assign'), verb: 'assign.start', data: {} }];
  const lines = [w('assign.cancelledText')];
  return { card: noticeView(w, { tone: 'info', title: w('assign.cancelledTitle'), lines, actions }) };
}

/** Prepares the draft and shows what would happen; an obstacle comes back on the form. */
export async function review(
  desk: Desk,
  turn: Turn,
  products: readonly Product[],
  wanted: { readonly skuId: string; readonly groupId: string; readonly schedule: Schedule | null },
): Promise<Reply> {
  const { skuId, groupId, schedule } = wanted;
  const asked = { ...asking(turn, groupId), schedule };
  const prepared = await prepareChange(desk.licensing, asked, { kind: 'assign', skuId });
  if ('draft' in prepared) {
    const { draft } = prepared;
    if (wantsSecondPerson(desk, draft)) return askSecondPerson(desk, turn, draft);
    return draft.forecast.choices
      ? { card: assignNeedsView(turn.words, draft) }
      : beforeAssignCard(desk, turn, draft);
  }
  const title = needless.get(prepared.failure.code);
  if (title) {
    const w = turn.words;
    return {
      card: noticeView(w, {
        tone: 'info',
        title: w(title),
        lines: [prepared.failure.sentence],
        actions: [
          { title: w('action.groupStatus'), verb: 'status.group', data: { groupId } },
          { title: w('action.assignOther'), verb: 'assign.start', data: { skuId } },
        ],
      }),
    };
  }
  const begin = wanted.schedule;
  return form(desk, turn, { products, selectedSkuId: skuId, begin, notice: prepared.failure.sentence });
}

/** Why nothing is to be assigned now: another group may be meant, but nothing on the form is wrong. */
const needless: ReadonlyMap<string, WordKey> = new Map([
  ['group.has-license', 'assign.alreadyTitle'],
  ['change.running', 'assign.runningTitle'],
  ['change.planned', 'assign.plannedTitle'],
]);

/** The form with what is known of the draft filled in. */
export async function form(
  desk: Desk,
  turn: Turn,
  known: {
    readonly products: readonly Product[];
    readonly selectedSkuId?: string;
    readonly query?: string;
    readonly groups?: GroupChoice[];
    readonly selectedGroup?: GroupChoice;
    /** The fields for the time as they came back, or a time that is known. */
    readonly begin?: CardData | Schedule | null;
    readonly notice?: string;
  },
): Promise<Reply> {
  return {
    card: assignFormView(turn.words, {
      ...known,
      products: [...known.products],
      typeahead: turn.typeahead,
      begin: beginInput(readerOf(desk, turn), known.begin),
    }),
  };
}

/** Products that may be given to people, by name. */
export async function assignable(desk: Desk): Promise<readonly Product[]> {
  return (await desk.catalog.products()).filter((product) => product.assignable);
}

/** `withProduct` for a form that keeps the typed group with the choice. @param verb of the buttons that go on with one */
export function withProductFor(
  turn: Turn,
  match: ProductMatch,
  groupText: string,
  typed: string,
  verb: 'assign.start' | 'request.start',
  go: (product: Product) => Promise<Reply>,
): Promise<Reply> {
  const press = (product: Product): Press => ({
    verb,
    data: { skuId: product.skuId, ...(groupText ? { groupText: groupText.slice(0, 256) } : {}) },
  });
  return withProduct(turn, match, typed, press, go);
}

/** A list of groups, perhaps with a time behind its last name; undefined: one group is meant, whatever its name. */
export async function severalGroups(
  desk: Desk,
  turn: Turn,
  typed: string,
): Promise<Omit<Gathered, 'skuId'> | undefined> {
  if (!readsAsSeveral(typed) || (await desk.graph.groupsNamed(typed)).length > 0) return undefined;
  const names = readNames(typed);
  const last = names.at(-1) ?? '';
  const { name, when } = splitWhen(last, readerOf(desk, turn));
  // What reads like no time belongs to the name; one that is over is asked about where single groups are.
  if (when.problem || name === last) return { names, groupIds: [], schedule: null };
  return { names: [...names.slice(0, -1), name], groupIds: [], schedule: when.schedule };
}

/** A time after the name of a group; a group whose name merely reads so is meant as it is called. */
async function splitTime(desk: Desk, turn: Turn, typed: string): Promise<NameAndWhen> {
  const split = splitWhen(typed, readerOf(desk, turn));
  const named = split.name !== typed && (await desk.graph.groupsNamed(typed.trim())).length > 0;
  return named ? { name: typed, when: { schedule: null }, typed: '' } : split;
}

async function resolveGroup(
  desk: Desk,
  turn: Turn,
  products: readonly Product[],
  skuId: string,
  { name, when, typed }: NameAndWhen,
): Promise<Reply> {
  if (!name) return form(desk, turn, { products, selectedSkuId: skuId });
  const match = await findGroup(desk.graph, name);
  const groups = await toChoices(
    desk.graph,
    match.kind === 'one' ? [match.group] : match.kind === 'several' ? match.groups : match.near,
    turn.words.locale,
  );
  if (when.problem) {
    const notice = whenSentence(turn, when.problem, readerOf(desk, turn), typed);
    const [only] = match.kind === 'one' ? groups : [];
    const found = only ? { selectedGroup: only } : { query: name, groups: [...groups] };
    return form(desk, turn, { products, selectedSkuId: skuId, notice, ...found });
  }
  const { schedule } = when;
  if (match.kind === 'one') {
    return review(desk, turn, products, { skuId, groupId: match.group.id, schedule });
  }
  const press = (group: GroupChoice): Press => ({
    verb: 'assign.review',
    data: { skuId, groupId: group.id, ...beginData(schedule) },
  });
  return match.kind === 'several' ? chooseGroup(turn, groups, press) : noGroup(turn, name, groups, press);
}

/** A group as a form shows it; undefined when there is none with this id. */
export async function groupChoice(desk: Desk, turn: Turn, groupId: string): Promise<GroupChoice | undefined> {
  const group = groupId ? await desk.graph.group(groupId) : undefined;
  return group && (await toChoices(desk.graph, [group], turn.words.locale))[0];
}
