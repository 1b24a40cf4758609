import { randomUUID } from 'node:crypto';
import { DeskError } from '../../../src/errors';
import { chainStart } from '../../../src/evidence/chain';
import type { Change, NewChange } from '../../../src/licensing/change';
import { assertMove, isFinal, isOpen, isPlanned, isRunning } from '../../../src/licensing/change-states';
import type { ChangeMove, ChangeRepository, Evidence, EvidenceRepository } from '../../../src/store/contract';
import { personalAddress } from '../../../src/store/address';
import { releaseMessage } from './cards';
import { later, record, stored, type Operate, type Tables } from './tables';

export function changesInMemory(tables: Tables, op: Operate): ChangeRepository {
  const { changes } = tables;
  const newest = (fits: (change: Change) => boolean, page: { limit: number; offset?: number }) =>
    [...changes.values()]
      .filter(fits)
      .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.number - a.number)
      .slice(page.offset ?? 0, (page.offset ?? 0) + page.limit);
  const due = (now: Date, limit: number, fits: (change: Change) => boolean = () => true) =>
    [...changes.values()]
      .filter((each) => each.nextAt !== null && Date.parse(each.nextAt) <= now.getTime() && fits(each))
      .sort((a, b) => Date.parse(a.nextAt ?? '') - Date.parse(b.nextAt ?? ''))
      .slice(0, limit);
  const standingIn = (tenantId: string, states: readonly Change['state'][]) =>
    [...changes.values()].filter(
      (each) => each.tenantId === tenantId && each.parentId === null && states.includes(each.state),
    );

  return {
    create: (change, at, first) =>
      op(() => insertChange(tables, change, first, { state: 'draft', createdAt: at.toISOString() })),

    get: (id) => op(() => changes.get(id.toLowerCase())),

    byNumber: (tenantId, number) =>
      op(() => [...changes.values()].find((each) => each.tenantId === tenantId && each.number === number)),

    move: (move) => op(() => applyMove(tables, move)),

    askedToDecide: (tenantId, personId, limit) =>
      op(() =>
        newest(
          ({ tenantId: tenant, state, request }) =>
            tenant === tenantId &&
            isOpen(state) &&
            (request?.stages ?? []).some(({ approvers }) => approvers.some(({ id }) => id === personId)),
          { limit },
        ),
      ),

    requestsOf: (tenantId, personId, page) =>
      op(() =>
        newest(
          ({ tenantId: tenant, request, asker }) =>
            tenant === tenantId &&
            request !== null &&
            (asker.id === personId || request.followers.some(({ person }) => person.id === personId)),
          page,
        ),
      ),

    due: (now, limit) => op(() => due(now, limit)),

    dueToWatch: (now, limit) => op(() => due(now, limit, ({ state }) => state === 'processing')),

    watched: () =>
      op(
        () =>
          [...changes.values()].filter(({ state, nextAt }) => state === 'processing' && nextAt !== null)
            .length,
      ),

    lookLater: (ids, at) =>
      op(() => {
        for (const id of ids) {
          const change = changes.get(id);
          if (change?.state === 'processing' || change?.state === 'wait-listed')
            changes.set(id, stored({ ...change, nextAt: at.toISOString() }));
        }
      }),

    keepReadings: (readings, at) =>
      op(() => {
        const kept = new Set<string>();
        for (const { id, revision, redraw, ...patch } of readings) {
          if (changes.get(id)?.state !== 'processing') continue;
          if (applyMove(tables, { id, revision, at, patch: { ...patch, attempts: 0 }, redraw })) kept.add(id);
        }
        return kept;
      }),

    seatNeeds: (tenantId, states, skuId) =>
      op(() =>
        standingIn(tenantId, states)
          .flatMap(({ id, number, state, product, edit, forecast, progress, confirmedAt }) =>
            edit.add.map((license) => ({
              ...{ changeId: id, number, state, confirmedAt },
              skuId: license.skuId,
              needed:
                (license.skuId === product.skuId
                  ? forecast.seatsNeeded
                  : forecast.also?.find((each) => each.skuId === license.skuId)?.needed) ?? 0,
              had: forecast.alreadyLicensed,
              progress: progress && { licensed: progress.licensed, failed: progress.failed },
            })),
          )
          .filter((need) => need.needed > 0 && (skuId === undefined || need.skuId === skuId)),
      ),

    waitListed: (tenantId) =>
      op(() =>
        standingIn(tenantId, ['wait-listed']).sort(
          (a, b) => (a.confirmedAt ?? '').localeCompare(b.confirmedAt ?? '') || a.number - b.number,
        ),
      ),

    countByState: (tenantId, states) =>
      op(() => {
        const counts = new Map<Change['state'], number>();
        for (const { state } of standingIn(tenantId, states)) counts.set(state, (counts.get(state) ?? 0) + 1);
        return counts;
      }),

    inStates: (tenantId, states, page) =>
      op(() =>
        newest(
          (each) => each.tenantId === tenantId && each.parentId === null && states.includes(each.state),
          page,
        ),
      ),

    begunFor: (tenantId, groupIds) =>
      op(() =>
        [...changes.values()].filter(
          ({ tenantId: tenant, group, state }) =>
            tenant === tenantId && groupIds.includes(group.id) && (isPlanned(state) || isRunning(state)),
        ),
      ),

    childrenOf: (parentId) =>
      op(() =>
        [...changes.values()]
          .filter((each) => each.parentId === parentId)
          .sort((a, b) => a.number - b.number),
      ),

    ofGroup: (tenantId, groupId, limit) =>
      op(() => newest((each) => each.tenantId === tenantId && each.group.id === groupId, { limit })),

    history: (tenantId, { groupId, skuId, personId }, limit) =>
      op(() =>
        newest(
          ({ tenantId: tenant, state, group, edit, asker, request }) =>
            tenant === tenantId &&
            state !== 'draft' &&
            (groupId === undefined || group.id === groupId) &&
            (skuId === undefined || [...edit.add, ...edit.remove].some((each) => each.skuId === skuId)) &&
            (personId === undefined ||
              asker.id === personId ||
              (request?.decisions ?? []).some(({ by }) => by.id === personId)),
          { limit },
        ),
      ),

    evidence: (changeId) =>
      op(() =>
        (tables.evidence.get(changeId) ?? []).map(({ at, kind, actor, data }) => ({ at, kind, actor, data })),
      ),
  };
}

export function evidenceInMemory(tables: Tables, op: Operate): EvidenceRepository {
  return {
    ofChange: (changeId) => op(() => tables.evidence.get(changeId) ?? []),
    append: (changeId, entry) =>
      op(() => {
        const change = tables.changes.get(changeId);
        if (!change) throw new DeskError('evidence.no-change', 'There is no such change to record this for.');
        record(tables, change, entry);
      }),
  };
}

/** What a draft has none of. */
const nothingYet = {
  remedy: null,
  batch: null,
  parentId: null,
  before: null,
  progress: null,
  outcome: null,
  failure: null,
  request: null,
  schedule: null,
  confirmedAt: null,
  attemptedAt: null,
  acceptedAt: null,
  busySeenAt: null,
  completeSeenAt: null,
  finishedAt: null,
  nextAt: null,
  attempts: 0,
} satisfies Partial<Change>;

function insertChange(
  tables: Tables,
  change: NewChange,
  first: Evidence,
  begins: Pick<Change, 'state' | 'createdAt'> & Partial<Change>,
): Change {
  const head = tables.heads.get(change.tenantId) ?? { last: 0, chain: chainStart };
  tables.heads.set(change.tenantId, { ...head, last: head.last + 1 });
  const created: Change = stored({
    ...nothingYet,
    ...change,
    ...begins,
    id: randomUUID(),
    number: head.last + 1,
    revision: 1,
  });
  tables.changes.set(created.id, created);
  record(tables, created, first);
  return created;
}

function applyMove(tables: Tables, move: ChangeMove): Change | undefined {
  const before = tables.changes.get(move.id);
  if (before?.revision !== move.revision) return undefined;
  if (move.to) assertMove(before.state, move.to);
  const moved: Change = Object.freeze({
    ...before,
    // What is undefined leaves a column alone.
    ...stored(move.patch ?? {}),
    ...(move.to ? { state: move.to } : {}),
    revision: move.revision + 1,
  });
  tables.changes.set(moved.id, moved);
  const at = move.at.toISOString();
  const ends = move.to !== undefined && isFinal(move.to);
  for (const card of tables.cards.values()) {
    if (card.changeId !== moved.id) continue;
    if (card.view === 'forecast') {
      if (move.to) card.state = 'unreachable';
    } else if (
      move.redraw !== false &&
      card.state === 'live' &&
      (!card.rests || ends) &&
      (card.view !== 'answer' || ends || !isFinal(moved.state))
    ) {
      card.wantedRevision = moved.revision;
      card.dueAt = later(card.dueAt, at);
    }
  }
  for (const { view, conversationId, activityId, viewerId = '', sequence = 0 } of move.cards ?? []) {
    if (activityId) releaseMessage(tables, activityId, [conversationId, personalAddress(viewerId)]);
    const key = [moved.id, view, conversationId, sequence].join(' ');
    if (tables.cards.has(key)) continue;
    tables.cards.set(key, {
      id: randomUUID(),
      changeId: moved.id,
      view,
      conversationId,
      viewerId,
      sequence,
      activityId,
      state: 'live',
      wantedRevision: moved.revision,
      shownRevision: 0,
      shownAt: null,
      dueAt: at,
      attempts: 0,
      claimedUntil: null,
      rests: view === 'reminder',
    });
  }
  if (move.evidence) record(tables, moved, move.evidence);
  for (const { change, evidence } of move.children ?? []) {
    const begins = { parentId: moved.id, confirmedAt: moved.confirmedAt, createdAt: at, nextAt: at };
    insertChange(tables, change, evidence, { ...begins, state: 'queued' });
  }
  return moved;
}
