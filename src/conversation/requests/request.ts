import { mayAsk, prepareRequest, submitRequest } from '../../approvals/ask';
import type { RequestChange } from '../../approvals/perform';
import { longestJustification } from '../../approvals/request';
import { isDenied } from '../../graph/errors';
import { notAssignable } from '../../licensing/eligibility';
import { groupIdsOf } from '../../licensing/batch/batch';
import type { Change } from '../../licensing/change';
import { cancelDraft } from '../../licensing/confirm';
import type { GroupChoice } from '../../licensing/group-choice';
import type { Product } from '../../licensing/product';
import type { Schedule } from '../../licensing/shapes';
import { assignable, groupChoice, severalGroups, withProductFor } from '../assign';
import { readAssignText } from '../assign-text';
import { gatherGroups } from '../batch/gather';
import { idOf, textOf, type CardData } from '../card-data';
import { chooseGroup, noGroup, type Press } from '../choose';
import { findGroup, findNamedGroup, toChoices, type GroupMatch } from '../find-group';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from '../turn';
import { beforeRequestView } from '../views/requests/before-request';
import { requestFormView } from '../views/requests/request-form';
import { noticeView } from '../views/notice';
import { beginInput, readerOf, whenAsked, whenSentence } from '../when/asked';
import { dateOf, readEnd, splitUntil, tomorrow } from './dates';
import { notAllowed } from './notices';
import { isThereFor, notThere, onRequest } from './on-request';
import { requestCard } from './request-card';
import { showAsked } from './show-asked';
import { typedBy } from './typed-by';
import { whoDecides } from './who-decides';

const mostResults = 8;

/** `request`, `request <license>`, `… for <group>`, `… for <group> until <day>`, `… for <group>; <group>`, `request <number>`. */
export async function request(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  const number = /^#?(\d{1,9})$/.exec(input.rest)?.[1];
  const asked = number ? await desk.store.changes.byNumber(turn.tenantId, Number(number)) : undefined;
  if (isThereFor(turn, asked)) return { card: await requestCard(desk, turn, asked), shows: asked };
  if (number) return notThere(turn);
  if (!(await mayAsk(desk.approvals, turn.person, turn.access, []))) return notAllowed(turn);
  const products = await assignable(desk);
  const owned = await desk.catalog.products();
  const typed = input.lines ?? input.rest;
  const text = readAssignText(typed, products, 'for');
  const read = text.product?.kind === 'none' ? readAssignText(typed, owned, 'for') : text;
  if (!read.product) return requestForm(desk, turn, { products, query: read.group });
  if (read.product.kind === 'one' && read.product.product.assignable && !turn.access.outsider) {
    const { name, day } = splitUntil(read.group, readerOf(desk, turn));
    const several = await severalGroups(desk, turn, name);
    const { skuId } = read.product.product;
    if (several && day)
      return requestForm(desk, turn, {
        products,
        selectedSkuId: skuId,
        query: name,
        notice: turn.words('batch.noEnd'),
      });
    if (several) return gatherGroups(desk, turn, { ...several, skuId, asks: true });
  }
  return withProductFor(turn, read.product, read.group, read.license, 'request.start', (product) =>
    product.assignable
      ? fillIn(desk, turn, products, product.skuId, read.group)
      : requestForm(desk, turn, { products, notice: notAssignable(product).sentence }),
  );
}

/** A button that opens the form, perhaps with a license, a group or a typed group already known. */
export async function requestStart(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  if (!(await mayAsk(desk.approvals, turn.person, turn.access, []))) return notAllowed(turn);
  const products = await assignable(desk);
  const [skuId, groupId] = [idOf(input.data, 'skuId'), idOf(input.data, 'groupId')];
  const groupText = textOf(input.data, 'groupText', 256);
  if (groupText && skuId) return fillIn(desk, turn, products, skuId, groupText);
  return requestForm(desk, turn, {
    products,
    selectedSkuId: skuId,
    selectedGroup: await groupChoice(desk, turn, groupId),
    neededUntil: textOf(input.data, 'neededUntil', 40),
  });
}

/** Search button of the form, for clients that cannot ask while somebody types. */
export async function requestSearch(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const query = textOf(input.data, 'groupQuery', 256);
  const found = turn.access.outsider ? [] : await desk.graph.searchGroups(query, mostResults);
  const groups = [...(await toChoices(desk.graph, found, turn.words.locale))];
  return requestForm(desk, turn, { ...typed(input), products: await assignable(desk), query, groups });
}

/** Continue: what was typed is checked, and "Before you ask" is shown. */
export async function requestReview(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const w = turn.words;
  const skuId = idOf(input.data, 'license') || idOf(input.data, 'skuId');
  const products = await assignable(desk);
  const list = textOf(input.data, 'groupQuery', 8_000);
  const several =
    idOf(input.data, 'group') || turn.access.outsider ? undefined : await severalGroups(desk, turn, list);
  const chosen = several ? { groupId: '', query: list, groups: [] } : await groupOf(desk, turn, input);
  const again = async (notice: string): Promise<Reply> => {
    const known = { ...typed(input), products, selectedSkuId: skuId, notice };
    if (!chosen.groupId)
      return requestForm(desk, turn, { ...known, query: chosen.query, groups: chosen.groups });
    return requestForm(desk, turn, {
      ...known,
      selectedGroup: await groupChoice(desk, turn, chosen.groupId),
    });
  };
  if (!products.some((product) => product.skuId === skuId)) return again(w('assign.chooseLicense'));
  if (!chosen.groupId && !several) return again(w('assign.chooseGroup'));
  const { justification } = typed(input);
  if (!justification) return again(w('request.justificationMissing'));
  const end = readEnd(textOf(input.data, 'neededUntil', 40), desk.now());
  if (end.problem) return again(w(end.problem === 'past' ? 'request.endPast' : 'request.endUnreadable'));
  const reader = readerOf(desk, turn);
  const when = whenAsked(input.data, reader);
  if (when.problem) return again(whenSentence(turn, when.problem, reader));
  if (end.at !== null && when.schedule && end.at <= when.schedule.at) return again(w('when.endFirst'));
  if (several) {
    // What is given to several groups for a time cannot be taken away from them as one.
    if (end.at !== null) return again(w('batch.noEnd'));
    return gatherGroups(desk, turn, {
      ...several,
      schedule: when.schedule,
      skuId,
      asks: true,
      justification,
    });
  }
  if (!(await mayAsk(desk.approvals, turn.person, turn.access, [chosen.groupId]))) return notAllowed(turn);
  const prepared = await prepareRequest(desk.approvals, {
    tenantId: turn.tenantId,
    asker: turn.person,
    conversationId: turn.conversation.id,
    locale: w.locale,
    skuId,
    groupId: chosen.groupId,
    justification,
    askerMayAssign: turn.access.mayAssign,
    neededUntil: end.at,
    schedule: when.schedule,
  });
  if ('open' in prepared) return alreadyAsked(turn, prepared.open);
  if ('failure' in prepared) return again(prepared.failure.sentence);
  try {
    return await beforeRequest(desk, turn, prepared.draft);
  } catch (error) {
    // What was typed stays on the form.
    if (isDenied(error)) return again(error.sentence);
    throw error;
  }
}

/** The group that was chosen, or that the typed name means alone; otherwise what it may mean. */
async function groupOf(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
): Promise<{ readonly groupId: string; readonly query: string; readonly groups: GroupChoice[] }> {
  const chosen = idOf(input.data, 'group') || idOf(input.data, 'groupId');
  const query = textOf(input.data, 'groupQuery', 256);
  if (chosen) return { groupId: chosen, query, groups: [] };
  if (!query) return { groupId: '', query, groups: [] };
  const match = await groupNamed(desk, turn, query);
  if (match.kind === 'one') return { groupId: match.group.id, query, groups: [] };
  const groups = match.kind === 'several' ? match.groups : match.near;
  return { groupId: '', query, groups: [...(await toChoices(desk.graph, groups, turn.words.locale))] };
}

function groupNamed(desk: Desk, turn: Turn, typed: string): Promise<GroupMatch> {
  return (turn.access.outsider ? findNamedGroup : findGroup)(desk.graph, typed);
}

/** The same is asked already. Who asked it is no business of people from outside, unless it was they. */
function alreadyAsked(turn: Turn, open: Change): Reply {
  const w = turn.words;
  if (!turn.access.outsider || open.asker.id === turn.person.id) return showAsked(turn, open, false);
  const lines = [w('asked.elsewhere')];
  return { card: noticeView(w, { tone: 'info', title: w('asked.title'), lines, actions: [] }) };
}

/** Send request was pressed. Only the person who wrote it may send it. */
export async function requestSubmit(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRequest(desk, turn, input, async (draft) => {
    if (draft.asker.id !== turn.person.id) return notAllowed(turn);
    const { state } = draft;
    // They may have lost the group since the draft was drawn.
    if (state === 'draft' && !(await mayAsk(desk.approvals, turn.person, turn.access, groupIdsOf(draft))))
      return notAllowed(turn);
    const here = turn.conversation.id === draft.conversationId;
    const shared = turn.conversation.kind !== 'personal';
    const sent = await submitRequest(desk.approvals, draft, {
      activityId: here ? input.activityId : null,
      shared,
    });
    if (sent.effect === 'open') return alreadyAsked(turn, sent.change);
    return { card: await requestCard(desk, turn, sent.change as RequestChange), forEveryone: true };
  });
}

/** Change was pressed: back to the form with what was typed. */
export async function requestEdit(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRequest(desk, turn, input, async (draft) => {
    if (draft.asker.id !== turn.person.id) return notAllowed(turn);
    if (draft.state !== 'draft' && draft.state !== 'cancelled')
      return { card: await requestCard(desk, turn, draft) };
    await cancelDraft(desk.licensing, draft, turn.person);
    const { justification, neededUntil } = draft.request;
    return requestForm(desk, turn, {
      products: await assignable(desk),
      selectedSkuId: draft.product.skuId,
      selectedGroup: await groupChoice(desk, turn, draft.group.id),
      justification,
      neededUntil: neededUntil ? dateOf(neededUntil) : '',
      begin: draft.schedule,
    });
  });
}

/** Cancel, on the form or on "Before you ask": nothing is asked. */
export async function requestCancel(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const id = idOf(input.data, 'id');
  const draft = id ? await desk.store.changes.get(id) : undefined;
  if (
    draft &&
    draft.tenantId === turn.tenantId &&
    draft.asker.id === turn.person.id &&
    draft.state === 'draft'
  )
    await cancelDraft(desk.licensing, draft, turn.person);
  const w = turn.words;
  const actions = [{ title: w('action.request'), verb: 'request.start', data: {} }];
  const lines = [w('request.cancelledText')];
  return { card: noticeView(w, { tone: 'info', title: w('request.cancelledTitle'), lines, actions }) };
}

async function beforeRequest(desk: Desk, turn: Turn, draft: RequestChange): Promise<Reply> {
  return { card: beforeRequestView(turn.words, { change: draft, ...(await whoDecides(desk, draft)) }) };
}

/** A typed group is looked for, and the form shows what was found: a request needs its reason anyway. */
async function fillIn(
  desk: Desk,
  turn: Turn,
  products: readonly Product[],
  skuId: string,
  groupText: string,
): Promise<Reply> {
  if (!groupText) return requestForm(desk, turn, { products, selectedSkuId: skuId });
  const { name, day: neededUntil, meant } = splitUntil(groupText, readerOf(desk, turn));
  const whole = await groupNamed(desk, turn, name);
  const unread = meant !== '' && whole.kind === 'none';
  const match = unread ? await groupNamed(desk, turn, meant) : whole;
  const groups = match.kind === 'one' ? [match.group] : match.kind === 'several' ? match.groups : match.near;
  const choices = await toChoices(desk.graph, groups, turn.words.locale);
  const press = (group: GroupChoice): Press => ({
    verb: 'request.start',
    data: { skuId, groupId: group.id, neededUntil },
  });
  if (match.kind === 'several') return chooseGroup(turn, choices, press);
  if (match.kind === 'none') return noGroup(turn, name, choices, press);
  return requestForm(desk, turn, {
    products,
    selectedSkuId: skuId,
    selectedGroup: choices[0],
    neededUntil,
    ...(unread ? { notice: turn.words('request.endUnreadable') } : {}),
  });
}

/** What a person had typed stays on the form, whatever else was wrong. */
function typed(input: ActionInput): {
  selectedSkuId: string;
  justification: string;
  neededUntil: string;
  begin: CardData;
} {
  return {
    selectedSkuId: idOf(input.data, 'license'),
    justification: typedBy(input.data, 'justification', longestJustification),
    neededUntil: textOf(input.data, 'neededUntil', 40),
    begin: input.data,
  };
}

/** The form with what is known of the request filled in. */
export async function requestForm(
  desk: Desk,
  turn: Turn,
  known: {
    readonly products: readonly Product[];
    readonly selectedSkuId?: string | undefined;
    readonly query?: string;
    readonly groups?: GroupChoice[];
    readonly selectedGroup?: GroupChoice | undefined;
    readonly justification?: string;
    readonly neededUntil?: string;
    readonly begin?: CardData | Schedule | null;
    readonly notice?: string;
  },
): Promise<Reply> {
  return {
    card: requestFormView(turn.words, {
      ...known,
      products: [...known.products],
      typeahead: turn.typeahead,
      earliest: tomorrow(desk.now()),
      begin: beginInput(readerOf(desk, turn), known.begin),
    }),
  };
}
