/**
 * Forecasts of each member of a group: how they stand and what came out, their members in pages, and facts about
 * service plans that Graph's answers taught.
 */
export const forecasts = {
  name: '0011-forecasts',
  statements: [
    `create table forecasts (
      change_id uuid primary key references changes (id),
      state text not null,
      revision integer not null,
      read integer not null,
      total integer not null,
      result jsonb,
      failure jsonb,
      ordered_at timestamptz not null,
      next_at timestamptz,
      attempts integer not null default 0
    )`,
    `create index forecasts_due on forecasts (next_at) where next_at is not null`,
    `create table forecast_pages (
      change_id uuid not null references changes (id),
      page integer not null,
      rows text not null,
      at timestamptz not null,
      primary key (change_id, page)
    )`,
    `create index forecast_pages_at on forecast_pages (at)`,
    `create table learned_facts (
      tenant_id text not null,
      kind text not null,
      key text not null,
      fact jsonb not null,
      at timestamptz not null,
      primary key (tenant_id, kind, key)
    )`,
  ],
} as const;
