/** Several groups at once: a batch keeps its groups, and the change of each group names its batch. */
export const batches = {
  name: '0013-batches',
  statements: [
    `alter table changes add column batch jsonb`,
    `alter table changes add column parent_id uuid references changes (id)`,
    `create index changes_parent on changes (parent_id) where parent_id is not null`,
  ],
} as const;
