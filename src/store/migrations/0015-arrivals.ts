/**
 * What every turn asks of the store, as functions of the database: one statement a turn instead of seven, planned once
 * by each connection. The rules of a pace stand in `paces.ts`, which calls them; nothing else holds them.
 */
export const arrivals = {
  name: '0015-arrivals',
  statements: [
    `create or replace function take_paces(
      wanted jsonb, asked_at timestamptz, anyway boolean, out refused text, out free_at timestamptz
    ) language plpgsql as $$
    declare
      one record;
      spent timestamptz;
      held timestamptz;
      free timestamptz;
      names text[] := '{}';
      next timestamptz[] := '{}';
    begin
      -- In one order, so that two processes never wait for each other's rows.
      for one in
        select w.name, w.most, w.reserve, w.every * interval '1 millisecond' as every
        from jsonb_to_recordset(wanted) as w(name text, most integer, reserve integer, every double precision)
        order by w.name collate "C"
      loop
        select spent_until, held_until into spent, held from paces where name = one.name for update;
        if not found then
          insert into paces (name, spent_until) values (one.name, asked_at) on conflict (name) do nothing;
          select spent_until, held_until into spent, held from paces where name = one.name for update;
        end if;
        -- Nobody asks for more silence than an hour; what is further away comes from a clock that was set back.
        if held > asked_at + interval '1 hour' then held := null; end if;
        -- Fuller than it can be: the clock was set back. That must not keep the bot silent.
        if spent > greatest(asked_at, held) + 2 * one.most * one.every then spent := asked_at; end if;
        free := greatest(held, spent - (one.most - one.reserve - 1) * one.every);
        if not anyway and free > asked_at and (free_at is null or free > free_at) then
          refused := one.name;
          free_at := free;
        end if;
        names := names || one.name;
        next := next || least(
          greatest(spent, asked_at) + one.every, greatest(asked_at, held) + 2 * one.most * one.every);
      end loop;
      if refused is null then
        update paces set spent_until = w.until from unnest(names, next) as w(name, until)
        where paces.name = w.name;
      end if;
    end $$`,
    `create or replace function admit_turn(
      turn jsonb, asked_at timestamptz, out again boolean, out refused text, out free_at timestamptz
    ) language plpgsql as $$
    declare
      chat text := turn ->> 'id';
      tenant text := turn ->> 'tenantId';
      person text := turn ->> 'personId';
    begin
      again := false;
      if turn ? 'key' then
        insert into seen (key, at) values (turn ->> 'key', asked_at) on conflict do nothing;
        if not found then
          again := true;
          return;
        end if;
      end if;
      select t.refused, t.free_at into refused, free_at from take_paces(turn -> 'takes', asked_at, false) t;
      if refused is not null then return; end if;
      -- Written only when something is new, or when another chat of the person's would count as the newest.
      if not exists (
        select from conversations c
        where c.id = chat and c.state = 'active' and c.tenant_id = tenant and c.person_id = person
          and c.kind = turn ->> 'kind' and c.service_url = turn ->> 'serviceUrl' and c.locale = turn ->> 'locale'
          and c.reference = turn -> 'reference'
          and (person = '' or not exists (
            select from conversations other
            where other.tenant_id = tenant and other.person_id = person and other.updated_at > c.updated_at))
      ) then
        insert into conversations
          (id, tenant_id, kind, person_id, service_url, reference, locale, state, updated_at)
        values (chat, tenant, turn ->> 'kind', person, turn ->> 'serviceUrl', turn -> 'reference',
          turn ->> 'locale', 'active', asked_at)
        on conflict on constraint conversations_pkey do update set
          tenant_id = excluded.tenant_id, kind = excluded.kind, person_id = excluded.person_id,
          service_url = excluded.service_url, reference = excluded.reference, locale = excluded.locale,
          state = 'active', updated_at = excluded.updated_at;
      end if;
      -- Somebody writes here again: what could not be told before is owed once more.
      update cards set state = 'live', due_at = asked_at, attempts = 0, claimed_until = null
      where conversation_id in (chat, turn ->> 'address') and state = 'unreachable'
        and view in ('completion', 'approval') and shown_at is null;
      -- Last, because everybody waits for the pace of the tenant while it is held.
      if jsonb_array_length(turn -> 'notes') > 0 then
        perform take_paces(turn -> 'notes', asked_at, true);
      end if;
    end $$`,
  ],
} as const;
