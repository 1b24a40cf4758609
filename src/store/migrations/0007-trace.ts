/** The trace of the turn that last moved a change, from where the jobs continue it. */
export const trace = {
  name: '0007-trace',
  statements: [`alter table changes add column trace text`],
} as const;
