import { isDenied } from '../graph/errors';
import { findProduct } from '../licensing/find-product';
import { readHistory, type HistoryLimits } from '../licensing/history/read';
import type { HistoryFilter } from '../store/contract';
import { idOf, pageOf } from './card-data';
import { action } from './card-view';
import { download } from './download';
import { findGroup } from './find-group';
import { findPerson } from './requests/find-person';
import type { ActionInput, CommandInput, Desk, Reply, Turn } from './turn';
import { chooseView } from './views/choose';
import { historyView } from './views/history';
import { noticeView } from './views/notice';

/** Somebody waits for the answer: rather without the directory's log than late, and as many pages as anybody turns. */
const limits: HistoryLimits = { changes: 200, longestWaitMs: 4_000 };

/** `history`, `history <license, group or person>`, or with the kind said: `history group contoso sales`. */
export async function history(desk: Desk, turn: Turn, input: CommandInput): Promise<Reply> {
  if (!input.rest) return show(desk, turn, {}, 0);
  const said = /^(license|group|person)\s+(.+)$/i.exec(input.rest);
  const kind = said?.[1]?.toLowerCase();
  const typed = said?.[2] ?? input.rest;
  const found = (await candidates(desk, typed)).filter((each) => !kind || each.kind === kind);
  const exact = found.filter((each) => each.exact);
  const [only] = exact.length === 1 ? exact : found.length === 1 ? found : [];
  if (only) return show(desk, turn, only.about, 0);
  return found.length > 0 ? choose(turn, found) : unknown(turn, typed);
}

/** Another page of it. */
export async function historyPage(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return show(desk, turn, aboutOf(input), pageOf(input.data));
}

/** All of it as a file; for those who may download, see `download`. */
export async function historyDownload(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const w = turn.words;
  const about = aboutOf(input);
  return download(desk, turn, { kind: 'history', tenantId: turn.tenantId, ...about }, 'csv', {
    what: w('history.title'),
    target: (await nameOf(desk, about)) || w('history.everything'),
    back: action(w('history.back'), 'history', { ...about, page: 0 }),
  });
}

function aboutOf({ data }: ActionInput): HistoryFilter {
  const [groupId, skuId, personId] = [idOf(data, 'groupId'), idOf(data, 'skuId'), idOf(data, 'personId')];
  return { ...(groupId && { groupId }), ...(skuId && { skuId }), ...(personId && { personId }) };
}

interface Candidate {
  readonly kind: 'license' | 'group' | 'person';
  readonly name: string;
  readonly exact: boolean;
  readonly about: HistoryFilter;
}

/** Everything that a typed name may mean. */
async function candidates(desk: Desk, typed: string): Promise<readonly Candidate[]> {
  const [owned, groups, people] = await Promise.all([
    desk.catalog.products(),
    findGroup(desk.graph, typed),
    findPerson(desk, typed),
  ]);
  const isTyped = (name: string): boolean => name.toLowerCase() === typed.trim().toLowerCase();
  const products = findProduct(typed, owned);
  return [
    ...(products.kind === 'one'
      ? [products.product]
      : products.kind === 'several'
        ? products.products
        : []
    ).map(({ skuId, name }) => ({
      kind: 'license' as const,
      name,
      exact: isTyped(name) || (products.kind === 'one' && products.exact),
      about: { skuId },
    })),
    ...(groups.kind === 'one' ? [groups.group] : groups.kind === 'several' ? groups.groups : []).map(
      ({ id, displayName }) => ({
        kind: 'group' as const,
        name: displayName,
        exact: isTyped(displayName),
        about: { groupId: id },
      }),
    ),
    ...(people.kind === 'one' ? [people.person] : people.kind === 'several' ? people.people : []).map(
      ({ id, name }) => ({ kind: 'person' as const, name, exact: isTyped(name), about: { personId: id } }),
    ),
  ];
}

function choose(turn: Turn, found: readonly Candidate[]): Reply {
  const w = turn.words;
  const choices = found.slice(0, 6).map(({ kind, name, about }) => ({
    title: name,
    detail: w(`history.kind.${kind}`),
    verb: 'history',
    data: { ...about, page: 0 },
  }));
  return { card: chooseView(w, { title: w('history.unknownTitle'), text: '', choices }) };
}

function unknown(turn: Turn, typed: string): Reply {
  const w = turn.words;
  const lines = [w('history.unknown', { typed })];
  return { card: noticeView(w, { tone: 'info', title: w('history.unknownTitle'), lines }) };
}

async function show(desk: Desk, turn: Turn, about: HistoryFilter, page: number): Promise<Reply> {
  // The history is ours; that Graph does not tell the products takes away nothing but some of their names.
  const products = await desk.catalog.products().catch((error: unknown) => {
    if (isDenied(error)) return [];
    throw error;
  });
  const [read, name] = await Promise.all([
    readHistory(desk.licensing, turn.tenantId, about, products, limits),
    nameOf(desk, about),
  ]);
  const known = new Map(products.map((product) => [product.skuId, product.name]));
  const nameOfProduct = (skuId: string): string =>
    known.get(skuId) ?? desk.catalog.names.product(skuId, skuId);
  const mayDownload = turn.access.mayAssign && turn.conversation.kind === 'personal' && read.rows.length > 0;
  return { card: historyView(turn.words, { ...read, about, name, page, nameOfProduct, mayDownload }) };
}

/** Whose history it is, as the directory says; `''` for everybody's and for what is gone. */
async function nameOf(desk: Desk, { groupId, skuId, personId }: HistoryFilter): Promise<string> {
  if (groupId) return (await desk.graph.group(groupId))?.displayName ?? '';
  if (personId) return (await desk.graph.person(personId))?.displayName ?? '';
  if (!skuId) return '';
  const product = (await desk.catalog.products()).find((each) => each.skuId === skuId);
  return product?.name ?? desk.catalog.names.product(skuId, skuId);
}
