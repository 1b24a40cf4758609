/**
 * Evidence becomes a chain a tenant, whose head stands in `counters`. Rows that exist keep null hashes and are only
 * counted; from here on no row comes without its place in the chain, and none is altered or removed.
 */
export const evidenceChain = {
  name: '0003-evidence-chain',
  statements: [
    `alter table evidence
      add column tenant_id text,
      add column sequence integer,
      add column previous_hash text,
      add column hash text`,
    `update evidence set tenant_id = changes.tenant_id from changes where changes.id = evidence.change_id`,
    `alter table evidence alter column tenant_id set not null`,
    `alter table evidence add constraint evidence_sequence unique (tenant_id, sequence)`,
    // Not valid: what is there already is let be, what comes is held to it.
    `alter table evidence add constraint evidence_chained
      check (sequence is not null and previous_hash is not null and hash is not null) not valid`,
    `alter table counters
      add column evidence_sequence integer not null default 0,
      add column evidence_hash text not null default repeat('0', 64),
      add column evidence_before integer not null default 0`,
    `update counters set evidence_before =
      (select count(*) from evidence where evidence.tenant_id = counters.tenant_id)`,
    `create function refuse_evidence_change() returns trigger language plpgsql as
      $$ begin raise exception 'evidence is append-only: % is refused', tg_op; end $$`,
    `create trigger evidence_append_only before update or delete on evidence
      for each statement execute function refuse_evidence_change()`,
  ],
} as const;
