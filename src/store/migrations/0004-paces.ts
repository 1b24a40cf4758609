/** How fast the bot speaks in each conversation and tenant, and a quick way to what waits in a conversation. */
export const paces = {
  name: '0004-paces',
  statements: [
    `create table paces (
      name text primary key,
      spent_until timestamptz not null
    )`,
    `create index cards_behind on cards (conversation_id)
      where state = 'live' and wanted_revision > shown_revision`,
  ],
} as const;
