/** Requests that wait for a decision, cards for several viewers, deputies. */
export const approvals = {
  name: '0002-approvals',
  statements: [
    `alter table changes add column request jsonb`,
    `create index changes_request on changes using gin (request jsonb_path_ops) where request is not null`,
    `create index changes_asker on changes (tenant_id, asker_id, created_at)`,
    `alter table cards add column viewer_id text not null default ''`,
    `alter table cards add column sequence integer not null default 0`,
    `alter table cards drop constraint cards_view`,
    `alter table cards add constraint cards_view unique (change_id, view, conversation_id, sequence)`,
    `create index cards_conversation on cards (conversation_id)`,
    `create table deputies (
      tenant_id text not null,
      person_id text not null,
      person_name text not null,
      deputy_id text not null,
      deputy_name text not null,
      until timestamptz not null,
      primary key (tenant_id, person_id)
    )`,
    `create index deputies_deputy on deputies (tenant_id, deputy_id)`,
  ],
} as const;
