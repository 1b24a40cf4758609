import { isCountry } from '../../i18n/countries';
import { cancelDraft, confirmChange } from '../../licensing/confirm';
import { isRepair, type Repair } from '../../licensing/repair/carry-out';
import { prepareRepair, runningRepair, type RepairWant } from '../../licensing/repair/prepare-repair';
import { remedyKinds } from '../../licensing/repair/remedy';
import { idOf, textOf } from '../card-data';
import { changeCard } from '../change-card';
import type { ActionInput, Desk, Reply, Turn } from '../turn';
import { beforeRepairView } from '../views/errors/before-repair';
import { noticeView } from '../views/notice';
import { errorOf, errorsCause } from './errors';

/** What a remedy would do and for whom is worked out anew after this long. Milliseconds. */
const lastsMs = 15 * 60_000;
/** Whom the card names. */
const mostShown = 5;

/** A remedy was pressed: whom it would help is read now, and shown before anything is done. */
export async function repairStart(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  const kind = remedyKinds.find((each) => each === input.data['kind']);
  const groupId = idOf(input.data, 'groupId');
  return kind && groupId
    ? review(desk, turn, groupId, { kind, error: errorOf(input.data) ?? null })
    : errorsCause(desk, turn, input);
}

/** The remedy is to be applied. Only the person who asked may say so. */
export async function repairConfirm(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRepair(desk, turn, input, async (draft) => {
    if (draft.state !== 'draft') return { card: changeCard(turn.words, draft) };
    const { remedy, group } = draft;
    const age = desk.now().getTime() - Date.parse(draft.forecast.madeAt);
    if (input.data['revision'] !== draft.revision || age > lastsMs) {
      await cancelDraft(desk.licensing, draft, turn.person);
      return review(desk, turn, group.id, remedy);
    }
    const running = await runningRepair(desk, turn.tenantId, group.id);
    if (running) return cannot(turn, group.id, running.sentence);
    const chosen = await withCountry(desk, draft, textOf(input.data, 'country', 10).toUpperCase());
    if (!chosen) return { card: await before(desk, turn, draft, turn.words('repair.countryError')) };
    // Only the card in the conversation where it was asked becomes the progress card.
    const activityId = turn.conversation.id === draft.conversationId ? input.activityId : null;
    const pressed = await confirmChange(desk.licensing, chosen, turn.person, activityId);
    return { card: changeCard(turn.words, pressed.change), forEveryone: true };
  });
}

/** Nothing is to be done after all: back to where the remedy was offered. */
export async function repairCancel(desk: Desk, turn: Turn, input: ActionInput): Promise<Reply> {
  return onRepair(desk, turn, input, async (draft) => {
    const pressed = await cancelDraft(desk.licensing, draft, turn.person);
    return pressed.effect === 'done'
      ? errorsCause(desk, turn, {
          ...input,
          data: { groupId: draft.group.id, error: draft.remedy.error },
        })
      : { card: changeCard(turn.words, pressed.change) };
  });
}

async function review(desk: Desk, turn: Turn, groupId: string, want: RepairWant): Promise<Reply> {
  const prepared = await prepareRepair(
    desk.licensing,
    {
      tenantId: turn.tenantId,
      asker: turn.person,
      conversationId: turn.conversation.id,
      locale: turn.words.locale,
      groupId,
    },
    { kind: want.kind, error: want.error },
  );
  if ('failure' in prepared) return cannot(turn, groupId, prepared.failure.sentence);
  return isRepair(prepared.draft)
    ? { card: await before(desk, turn, prepared.draft) }
    : { card: changeCard(turn.words, prepared.draft) };
}

async function before(desk: Desk, turn: Turn, change: Repair, notice = '') {
  const { repairs } = desk.store;
  const [people, counts, taken, owned] = await Promise.all([
    repairs.page(change.id, '', mostShown),
    repairs.counts(change.id),
    repairs.products(change.id),
    desk.catalog.products(),
  ]);
  const nameOf = (skuId: string): string =>
    owned.find((product) => product.skuId === skuId)?.name ?? desk.catalog.names.product(skuId, '');
  return beforeRepairView(turn.words, {
    change,
    people,
    count: counts.todo,
    taken: taken.map(nameOf),
    notice,
  });
}

/** @returns the repair with its country, if it needs one; undefined: none was chosen that there is */
async function withCountry(desk: Desk, draft: Repair, country: string): Promise<Repair | undefined> {
  if (draft.remedy.kind !== 'set-location') return draft;
  if (!isCountry(country)) return undefined;
  const moved = await desk.store.changes.move({
    id: draft.id,
    revision: draft.revision,
    at: desk.now(),
    patch: { remedy: { ...draft.remedy, location: country } },
    redraw: false,
  });
  // Somebody was faster: confirming the old revision has no effect, and says how it stands.
  return moved && isRepair(moved) ? moved : draft;
}

async function onRepair(
  desk: Desk,
  turn: Turn,
  input: ActionInput,
  act: (repair: Repair) => Promise<Reply>,
): Promise<Reply> {
  const id = idOf(input.data, 'id');
  const change = id ? await desk.store.changes.get(id) : undefined;
  const w = turn.words;
  // One of another tenant is as unknown as one that never was.
  if (!change || change.tenantId !== turn.tenantId || !isRepair(change)) {
    return {
      card: noticeView(w, { tone: 'info', title: w('change.unknownTitle'), lines: [w('change.unknown')] }),
    };
  }
  if (change.asker.id === turn.person.id) return act(change);
  const lines = [w('change.notYours', { name: change.asker.name })];
  return { card: noticeView(w, { tone: 'warning', title: w('change.notYoursTitle'), lines }) };
}

function cannot(turn: Turn, groupId: string, sentence: string): Reply {
  const w = turn.words;
  return {
    card: noticeView(w, {
      tone: 'info',
      title: w('repair.cannotTitle'),
      lines: [sentence],
      actions: [{ title: w('action.groupErrors'), verb: 'errors.group', data: { groupId } }],
    }),
  };
}
