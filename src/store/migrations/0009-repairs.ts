/** A repair says what it does, and keeps for whom and how that ended, person by person. */
export const repairs = {
  name: '0009-repairs',
  statements: [
    `alter table changes add column remedy jsonb`,
    `create table repair_people (
      change_id uuid not null references changes (id),
      person_id text not null,
      name text not null,
      address text not null,
      error text not null,
      sku_id text not null default '',
      state text not null default 'todo',
      reason text not null default '',
      attempts integer not null default 0,
      settled_at timestamptz,
      primary key (change_id, person_id)
    )`,
    `create index repair_people_todo on repair_people (change_id, attempts, person_id) where state = 'todo'`,
    `create index repair_people_person on repair_people (person_id, settled_at)`,
  ],
} as const;
