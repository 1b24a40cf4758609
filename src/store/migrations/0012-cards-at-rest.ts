/**
 * Cards that stay as they were sent until their change ends, the reminder of a grant's end as a view of its own, and
 * until when a channel wants to hear nothing.
 */
export const cardsAtRest = {
  name: '0012-cards-at-rest',
  statements: [
    `alter table cards add column rests boolean not null default false`,
    `update cards set view = 'ending' from changes
      where view = 'reminder' and changes.id = cards.change_id
        and cards.conversation_id = changes.conversation_id and cards.viewer_id = changes.asker_id`,
    `update cards set rests = true where view = 'reminder'`,
    `create index cards_message on cards (activity_id) where activity_id is not null`,
    `alter table paces add column held_until timestamptz`,
  ],
} as const;
