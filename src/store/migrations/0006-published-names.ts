/** What was last read of a published list of friendly names, and when it is to be read again. */
export const publishedNames = {
  name: '0006-published-names',
  statements: [
    `create table published_names (
      source text primary key,
      names jsonb,
      read_at timestamptz,
      next_at timestamptz not null
    )`,
  ],
} as const;
