import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import type { Request } from '../approvals/request';
import { chainStart } from '../evidence/chain';
import type { Batch } from '../licensing/batch/batch';
import type {
  Change,
  ChangeFailure,
  Edit,
  Forecast,
  LicenseError,
  Origin,
  Outcome,
  Progress,
  Schedule,
} from '../licensing/change';
import type { RepairState, Remedy } from '../licensing/repair/remedy';
import type { ChangeState } from '../licensing/change-states';
import type { ExactForecast, StoredForecast } from '../licensing/exact-forecast';
import type { LearnedFact } from '../licensing/learned';
import { jsonb, text, uuid } from './columns';
import type { Conversation, StoredCard } from './contract';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** One row a change; `revision` guards every update. */
export const changes = pgTable(
  'changes',
  {
    id: uuid('id').primaryKey(),
    number: integer('number').notNull(),
    tenantId: text('tenant_id').notNull(),
    kind: text('kind').$type<Change['kind']>().notNull(),
    state: text('state').$type<ChangeState>().notNull(),
    revision: integer('revision').notNull(),
    groupId: text('group_id').notNull(),
    groupName: text('group_name').notNull(),
    skuId: text('sku_id').notNull(),
    productName: text('product_name').notNull(),
    edit: jsonb('edit').$type<Edit>().notNull(),
    remedy: jsonb('remedy').$type<Remedy>(),
    batch: jsonb('batch').$type<Batch>(),
    parentId: uuid('parent_id'),
    before: jsonb('before').$type<NonNullable<Change['before']>>(),
    origin: jsonb('origin').$type<Origin>().notNull(),
    askerId: text('asker_id').notNull(),
    askerName: text('asker_name').notNull(),
    conversationId: text('conversation_id').notNull(),
    locale: text('locale').notNull(),
    forecast: jsonb('forecast').$type<Forecast>().notNull(),
    progress: jsonb('progress').$type<Progress>(),
    outcome: jsonb('outcome').$type<Outcome>(),
    failure: jsonb('failure').$type<ChangeFailure>(),
    request: jsonb('request').$type<Request>(),
    schedule: jsonb('schedule').$type<Schedule>(),
    createdAt: time('created_at').notNull(),
    confirmedAt: time('confirmed_at'),
    attemptedAt: time('attempted_at'),
    acceptedAt: time('accepted_at'),
    busySeenAt: time('busy_seen_at'),
    completeSeenAt: time('complete_seen_at'),
    finishedAt: time('finished_at'),
    nextAt: time('next_at'),
    attempts: integer('attempts').notNull().default(0),
    trace: text('trace'),
  },
  (table) => [
    unique('changes_number').on(table.tenantId, table.number),
    index('changes_due')
      .on(table.nextAt)
      .where(sql`next_at is not null`),
    index('changes_state').on(table.tenantId, table.state, table.createdAt),
    index('changes_group').on(table.tenantId, table.groupId, table.createdAt),
    index('changes_asker').on(table.tenantId, table.askerId, table.createdAt),
    index('changes_requests')
      .on(table.tenantId, table.createdAt)
      .where(sql`request is not null`),
    index('changes_parent')
      .on(table.parentId)
      .where(sql`parent_id is not null`),
  ],
);

/** The last number given in each tenant, and the head of its chain of evidence. */
export const counters = pgTable('counters', {
  tenantId: text('tenant_id').primaryKey(),
  last: integer('last').notNull(),
  evidenceSequence: integer('evidence_sequence').notNull().default(0),
  evidenceHash: text('evidence_hash').notNull().default(chainStart.hash),
  /** Rows from before the chain, which have no hashes. */
  evidenceBefore: integer('evidence_before').notNull().default(0),
});

/** Append-only record of each change: a trigger refuses to alter or remove a row. */
export const evidence = pgTable(
  'evidence',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    changeId: uuid('change_id').notNull(),
    at: time('at').notNull(),
    kind: text('kind').notNull(),
    actor: text('actor').notNull(),
    data: jsonb('data').$type<Readonly<Record<string, unknown>>>().notNull(),
    tenantId: text('tenant_id').notNull(),
    /** These three are null in rows from before the chain only. */
    sequence: integer('sequence'),
    previousHash: text('previous_hash'),
    hash: text('hash'),
  },
  (table) => [
    index('evidence_change').on(table.changeId, table.id),
    unique('evidence_sequence').on(table.tenantId, table.sequence),
  ],
);

/** Cards that stand, or should stand, in conversations. */
export const cards = pgTable(
  'cards',
  {
    id: uuid('id').primaryKey(),
    changeId: uuid('change_id').notNull(),
    view: text('view').$type<StoredCard['view']>().notNull(),
    conversationId: text('conversation_id').notNull(),
    viewerId: text('viewer_id').notNull().default(''),
    sequence: integer('sequence').notNull().default(0),
    activityId: text('activity_id'),
    state: text('state').$type<StoredCard['state']>().notNull(),
    wantedRevision: integer('wanted_revision').notNull(),
    shownRevision: integer('shown_revision').notNull(),
    shownAt: time('shown_at'),
    dueAt: time('due_at').notNull(),
    claimedUntil: time('claimed_until'),
    attempts: integer('attempts').notNull().default(0),
    rests: boolean('rests').notNull().default(false),
  },
  (table) => [
    unique('cards_view').on(table.changeId, table.view, table.conversationId, table.sequence),
    index('cards_conversation').on(table.conversationId),
    index('cards_message')
      .on(table.activityId)
      .where(sql`activity_id is not null`),
    index('cards_due')
      .on(table.dueAt)
      .where(sql`state = 'live' and wanted_revision > shown_revision`),
    index('cards_behind')
      .on(table.conversationId)
      .where(sql`state = 'live' and wanted_revision > shown_revision`),
  ],
);

/** The people of a repair and how it ended for each. */
export const repairPeople = pgTable(
  'repair_people',
  {
    changeId: uuid('change_id').notNull(),
    personId: text('person_id').notNull(),
    name: text('name').notNull(),
    address: text('address').notNull(),
    error: text('error').$type<LicenseError>().notNull(),
    skuId: text('sku_id').notNull().default(''),
    state: text('state').$type<RepairState>().notNull().default('todo'),
    reason: text('reason').notNull().default(''),
    attempts: integer('attempts').notNull().default(0),
    settledAt: time('settled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.changeId, table.personId] }),
    index('repair_people_person').on(table.personId, table.settledAt),
  ],
);

/** How to speak in each conversation. */
export const conversations = pgTable(
  'conversations',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id').notNull(),
    kind: text('kind').$type<Conversation['kind']>().notNull(),
    personId: text('person_id').notNull(),
    serviceUrl: text('service_url').notNull(),
    reference: jsonb('reference').$type<Conversation['reference']>().notNull(),
    locale: text('locale').notNull(),
    state: text('state').$type<Conversation['state']>().notNull(),
    welcomedAt: time('welcomed_at'),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [index('conversations_person').on(table.tenantId, table.personId, table.updatedAt)],
);

/** Who decides for somebody who is away. */
export const deputies = pgTable(
  'deputies',
  {
    tenantId: text('tenant_id').notNull(),
    personId: text('person_id').notNull(),
    personName: text('person_name').notNull(),
    deputyId: text('deputy_id').notNull(),
    deputyName: text('deputy_name').notNull(),
    until: time('until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.personId] }),
    index('deputies_deputy').on(table.tenantId, table.deputyId),
  ],
);

/** Activities that were answered already. */
export const seen = pgTable('seen', { key: text('key').primaryKey(), at: time('at').notNull() }, (table) => [
  index('seen_at').on(table.at),
]);

/** Who may do a thing that only one process may do at a time. */
export const leases = pgTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: time('until').notNull(),
});

/** How fast things may be done, and until when what was done is paid off. */
export const paces = pgTable('paces', {
  name: text('name').primaryKey(),
  spentUntil: time('spent_until').notNull(),
  heldUntil: time('held_until'),
});

/** Friendly names as they were last read from a published list. */
export const publishedNames = pgTable('published_names', {
  source: text('source').primaryKey(),
  names: jsonb('names'),
  readAt: time('read_at'),
  nextAt: time('next_at').notNull(),
});

/** Random keys that processes share. */
export const keys = pgTable('keys', { name: text('name').primaryKey(), value: text('value').notNull() });
/** How the forecast of a change's members stands, and what came out. */
export const forecasts = pgTable(
  'forecasts',
  {
    changeId: uuid('change_id').primaryKey(),
    state: text('state').$type<StoredForecast['state']>().notNull(),
    revision: integer('revision').notNull(),
    read: integer('read').notNull(),
    total: integer('total').notNull(),
    result: jsonb('result').$type<ExactForecast>(),
    failure: jsonb('failure').$type<ChangeFailure>(),
    orderedAt: time('ordered_at').notNull(),
    nextAt: time('next_at'),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [
    index('forecasts_due')
      .on(table.nextAt)
      .where(sql`next_at is not null`),
  ],
);

/** The members of a forecast, a page of Graph's in each row (licensing/rules/forecast-rows.ts). */
export const forecastPages = pgTable(
  'forecast_pages',
  {
    changeId: uuid('change_id').notNull(),
    page: integer('page').notNull(),
    rows: text('rows').notNull(),
    at: time('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.changeId, table.page] }), index('forecast_pages_at').on(table.at)],
);

/** What Graph's answers taught about service plans. */
export const learnedFacts = pgTable(
  'learned_facts',
  {
    tenantId: text('tenant_id').notNull(),
    kind: text('kind').$type<LearnedFact['kind']>().notNull(),
    key: text('key').notNull(),
    fact: jsonb('fact').$type<LearnedFact>().notNull(),
    at: time('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind, table.key] })],
);

/** Which migrations have run. */
export const migrations = pgTable('license_desk_migrations', {
  name: text('name').primaryKey(),
  at: time('at').notNull().defaultNow(),
});
