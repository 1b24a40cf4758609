/** A change may begin at a time of its own. */
export const schedules = {
  name: '0010-schedules',
  statements: [`alter table changes add column schedule jsonb`],
} as const;
