/** Random keys that processes share: none of them has to be given in the configuration, or is lost when it changes. */
export const keys = {
  name: '0008-keys',
  statements: [
    `create table keys (
      name text primary key,
      value text not null
    )`,
  ],
} as const;
