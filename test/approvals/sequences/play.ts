import assert from 'node:assert/strict';
import { submitRequest } from '../../../src/approvals/ask';
import type { RequestChange } from '../../../src/approvals/perform';
import { defaultPolicy } from '../../../src/approvals/policy-default';
import { administratorRoles } from '../../../src/approvals/policy-roles';
import { approverReached, approverUnreached } from '../../../src/approvals/reach';
import type { ApprovalDeps } from '../../../src/approvals/services';
import { stillApproved } from '../../../src/approvals/still-approved';
import { tickRequest } from '../../../src/approvals/tick';
import { deliverCard, type DeliverDeps } from '../../../src/conversation/deliver';
import { createDirectory } from '../../../src/conversation/directory';
import { onAction } from '../../../src/conversation/dispatch';
import { refreshFor } from '../../../src/conversation/requests/refresh-for';
import { requestTitle } from '../../../src/conversation/views/requests/parts/request-words';
import type { Desk, Reply } from '../../../src/conversation/turn';
import { createWords } from '../../../src/i18n/words';
import { applyChange } from '../../../src/licensing/apply';
import { createCatalog } from '../../../src/licensing/catalog';
import { isFinal, isOpen, type ChangeState } from '../../../src/licensing/change-states';
import type { LicensingDeps } from '../../../src/licensing/services';
import { watchChanges } from '../../../src/licensing/watch';
import { createNames } from '../../../src/names/names';
import { personalAddress } from '../../../src/store/address';
import { newChange, noon } from '../../support/builders';
import type { MemoryStore } from '../../support/memory-store';
import { aRequest } from '../../support/requests';
import { quietTelemetry } from '../../support/telemetry';
import { cardsMustAgree } from './cards-agree';
import { chatOf, speak } from './chat';
import { demote, directoryOf, mustBeAllowed, tenantOf } from './directory';
import { asker, crew, hourMs, type Press, type Story } from './story';

const words = createWords('en');
const names = createNames();
let told = 0;

/** Plays one story with everything that is real, and asserts on the way and at its end. @returns how it ended */
export async function play(it: Story, store: MemoryStore): Promise<ChangeState> {
  const tenantId = `tenant-${(told += 1)}`;
  const sharedChat = `19:chat-${tenantId}`;
  const channel = `19:channel-${tenantId}`;
  const chatWith = (id: string) => `a:${tenantId}-${id}`;
  const idAt = (at: number) => crew[at]?.id ?? '';
  const directory = directoryOf(it);
  const deputies = new Map<string, string>();
  /** Who could not be written to at some time: at first those who never spoke with the bot. */
  const onceAway = new Set(it.strangers.map(idAt).filter((id) => id !== asker.id));
  const failures: object[] = [];
  const chat = chatOf(it.answers);
  let now = noon;
  const tenant = tenantOf(directory, it.write, async () =>
    mustBeAllowed(await change(), directory, deputies),
  );
  const { graph } = tenant;
  const nothing = (): void => {};
  const log = {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: (fields: object) => void failures.push(fields),
  };
  const shared = {
    graph,
    store: store as Desk['store'],
    catalog: createCatalog(graph, names),
    assignRoles: administratorRoles,
    now: () => now,
    random: () => 0.5,
    sleep: async () => {},
    // Nobody is woken: the story says when somebody looks.
    wake: async () => {},
    wakeCards: async () => {},
    log,
    telemetry: quietTelemetry,
  };
  const approvals: ApprovalDeps = {
    ...shared,
    policy: { ...defaultPolicy(administratorRoles), channels: it.channel ? [channel] : [] },
    teamsAppId: '',
  };
  const licensing: LicensingDeps = {
    ...shared,
    stillApproved: (each) => stillApproved(approvals, each),
    finishLog: { countsFor: async () => undefined },
    failureLog: { reasons: async () => ({ byPerson: new Map(), missing: '' }) },
    holder: 'one',
    isStopping: () => false,
  };
  const deliver: DeliverDeps = {
    ...shared,
    ...chat,
    refreshFor: (each, view) => refreshFor(store, each, view),
    mayWait: true,
    unreached: (card) => approverUnreached(approvals, card),
    reached: (card) => approverReached(approvals, card),
  };
  const desk = {
    ...shared,
    directory: createDirectory(shared),
    approvals,
    licensing,
    byHand: null,
  } as unknown as Desk;

  const personal = (id: string) => ({
    id: chatWith(id),
    tenantId,
    kind: 'personal' as const,
    personId: id,
  });
  for (const { id } of crew) if (!onceAway.has(id)) await speak(store, personal(id), now);
  await speak(store, { id: sharedChat, tenantId, kind: 'groupChat', personId: '' }, now);
  await speak(store, { id: channel, tenantId, kind: 'channel', personId: '' }, now);

  const asked = it.askedIn === 'own' ? chatWith(asker.id) : sharedChat;
  const at = now.toISOString();
  const created = await store.changes.create(newChange({ tenantId, asker, conversationId: asked }), now, {
    at,
    kind: 'asked',
    actor: asker.id,
    data: {},
  });
  const { stages, fourEyes } = it;
  const request = aRequest({ stages, fourEyes, decisions: [], questions: [] });
  const draft = await store.changes.move({
    id: created.id,
    revision: 1,
    at: now,
    patch: { request },
    redraw: false,
  });
  if (!draft) throw new Error('no draft');
  chat.messages.set('pressed', { conversationId: asked, shared: asked === sharedChat });
  await submitRequest(approvals, draft as RequestChange, {
    activityId: 'pressed',
    shared: asked === sharedChat,
  });

  async function change(): Promise<RequestChange> {
    return (await store.changes.get(created.id)) as RequestChange;
  }
  const hear = async (id: string): Promise<void> => {
    chat.blocked.delete(chatWith(id));
    await speak(store, personal(id), now);
  };
  const press = async (
    seen: RequestChange,
    { who, verb, behind, to, shared: there }: Press,
  ): Promise<Reply> => {
    const person = crew[who] ?? asker;
    const data = {
      id: seen.id,
      revision: seen.revision - behind,
      reason: 'r',
      question: 'q',
      answer: 'a',
      person: crew[to]?.id,
      by: asker,
      from: crew[to],
    };
    const arrival = {
      person,
      tenantId,
      conversation: there
        ? { id: sharedChat, kind: 'groupChat' as const }
        : { id: chatWith(person.id), kind: 'personal' as const },
      words,
      typeahead: false,
      outsider: null,
      zone: 'UTC',
    };
    // As the gate does: whoever writes can be written to.
    if (!there) await hear(person.id);
    return onAction(desk, arrival, verb, { data, activityId: null });
  };
  const usual = { behind: 0, to: 0, shared: false, times: 1, delay: 0 } as const;

  const behindCards = async () =>
    (await store.cards.ofChange(created.id)).filter(
      (card) => card.state === 'live' && card.wantedRevision > card.shownRevision,
    );
  const deliverDue = async (workers = 1): Promise<void> => {
    const due = (await behindCards()).filter(({ dueAt }) => Date.parse(dueAt) <= now.getTime());
    const all = Array.from({ length: workers }, () => due).flat();
    await Promise.all(all.map(({ id }) => deliverCard(deliver, id)));
  };
  const write = () => applyChange(licensing, created.id);
  const tick = () => tickRequest(approvals, created.id);
  const meanwhile = { nothing: async () => {}, deliver: deliverDue, write, tick };
  const advance = (iso: string): void => {
    now = new Date(Math.max(now.getTime(), Date.parse(iso)));
  };
  /** Nobody presses; what is owed is sent until nothing is. */
  const rest = async (): Promise<void> => {
    chat.calm(true);
    for (let rounds = 0; ; rounds += 1) {
      const owed = (await behindCards()).map(({ dueAt }) => dueAt).sort();
      if (owed[0] === undefined) break;
      if (rounds > 300) throw new Error('cards never come to rest');
      advance(owed[0]);
      await deliverDue();
    }
    chat.calm(false);
    const away = (address: string): boolean => {
      const id = crew.find((each) => [chatWith(each.id), personalAddress(each.id)].includes(address))?.id;
      return id !== undefined && onceAway.has(id);
    };
    cardsMustAgree(await change(), await store.cards.ofChange(created.id), chat, away);
  };
  const allApprove = async (): Promise<void> => {
    for (const who of crew.keys()) await press(await change(), { ...usual, who, verb: 'decide.approve' });
  };

  const delayed: { seen: RequestChange; press: Press; left: number }[] = [];
  for (const step of it.steps) {
    const before = await change();
    switch (step.kind) {
      case 'press': {
        const arriving = delayed.filter((each) => (each.left -= 1) === 0);
        for (const each of step.presses)
          for (let time = 0; time < each.times; time += 1)
            (each.delay > 0 && time === 0 ? delayed : arriving).push({
              seen: before,
              press: each,
              left: each.delay,
            });
        await Promise.all([
          ...arriving.map((each) => press(each.seen, each.press)),
          meanwhile[step.meanwhile](),
        ]);
        // Old and made-up cards do nothing; only following needs none.
        const old = ({ seen, press: { verb, behind } }: (typeof arriving)[number]): boolean => {
          const revision = seen.revision - behind;
          if (verb === 'request.follow') return false;
          return revision < before.request.currentSince || revision > before.revision;
        };
        if (step.meanwhile === 'nothing' && arriving.every(old))
          assert.equal((await change()).revision, before.revision);
        break;
      }
      case 'write':
        await Promise.all(Array.from({ length: step.writers }, write));
        break;
      case 'deliver':
        await deliverDue(step.workers);
        break;
      case 'wait':
        now = new Date(now.getTime() + step.hours * hourMs);
        await Promise.all([tick(), tick()]);
        break;
      case 'role':
      case 'owner': {
        const list = step.kind === 'role' ? directory.administrators : directory.owners;
        if (!list.delete(idAt(step.who))) list.add(idAt(step.who));
        break;
      }
      case 'insist': {
        // Whoever decided last approves once more, on the card as it is now.
        const who = crew.findIndex(({ id }) => id === before.request.decisions.at(-1)?.by.id);
        if (who >= 0) await press(before, { ...usual, who, verb: 'decide.approve' });
        break;
      }
      case 'all':
        await allApprove();
        break;
      case 'demote': {
        // Whoever decided last loses what let them, right before it may be written.
        const last = before.request.decisions.at(-1);
        demote(directory, (last?.onBehalfOf ?? last?.by)?.id ?? '');
        break;
      }
      case 'deputy': {
        const [person, deputy] = [crew[step.who] ?? asker, crew[step.to] ?? asker];
        if (person === deputy) {
          deputies.delete(person.id);
          await store.deputies.clear(tenantId, person.id);
          break;
        }
        deputies.set(person.id, deputy.id);
        const until = new Date(noon.getTime() + 9_000 * hourMs).toISOString();
        await store.deputies.set(tenantId, { person, deputy, until });
        break;
      }
      case 'block':
        chat.blocked.add(chatWith(idAt(step.who)));
        onceAway.add(idAt(step.who));
        break;
      case 'speak':
        await hear(idAt(step.who));
        break;
      case 'delete': {
        const id = [...chat.messages.keys()][step.which];
        if (id !== undefined && chat.messages.delete(id)) chat.deleted.add(id);
        break;
      }
      case 'rest':
        await rest();
    }
    const after = await change();
    // What has ended stays as it ended; what was decided was decided once.
    if (isFinal(before.state)) assert.equal(after.state, before.state);
    assert.ok(after.request.decisions.every((each) => each.stage <= after.request.stage));
    assert.ok(tenant.writes() <= 1);
  }
  if (it.closes) await allApprove();
  // Nobody does anything any more: what is approved is written and watched, and what waits comes to its end.
  for (let rounds = 0; ; rounds += 1) {
    const present = await change();
    if (isFinal(present.state)) break;
    if (rounds > 100) throw new Error(`never ends: ${present.state}`);
    // What became of an attempt is looked at some seconds later.
    now = new Date(now.getTime() + 6_000);
    advance(isOpen(present.state) ? present.request.expiresAt : (present.nextAt ?? at));
    if (isOpen(present.state)) await tick();
    else if (present.state === 'processing') await watchChanges(licensing, [present.id]);
    else await write();
  }
  await rest();

  const end = await change();
  assert.equal(tenant.writes(), end.outcome ? 1 : 0);
  if (end.state === 'failed') assert.equal(end.failure?.code, 'request.approval-lost');
  const record = await store.changes.evidence(end.id);
  const decided = record.filter(({ kind }) => kind === 'decided').length;
  assert.ok(decided >= end.request.decisions.length);
  // Whoever still has an old card gets the present one for an answer.
  const who = it.order % crew.length;
  const answer = await press(end, { ...usual, who, verb: 'decide.approve', behind: 1 });
  assert.equal(answer.card.data['title'], requestTitle(words, end));
  assert.equal((await change()).revision, end.revision);
  assert.deepEqual(failures, []);
  return end.state;
}
