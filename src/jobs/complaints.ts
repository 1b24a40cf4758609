/** The same trouble is told once in this time, with how often it came meanwhile. Milliseconds. */
const onceInMs = 60_000;
const mostKinds = 50;

/**
 * While the database is away every worker of every queue complains again every few seconds, which would bury the rest
 * of the log.
 */
export function createComplaints(
  clock: () => Date,
  log: { error(fields: object, message: string): void },
): (error: string) => void {
  const told = new Map<string, { at: number; unsaid: number }>();
  return (error) => {
    const now = clock().getTime();
    const before = told.get(error);
    if (before && now - before.at < onceInMs) {
      before.unsaid += 1;
      return;
    }
    if (told.size >= mostKinds) told.clear();
    told.set(error, { at: now, unsaid: 0 });
    const more = before?.unsaid ? { timesSince: before.unsaid } : {};
    log.error({ error, ...more }, 'the job queues report an error');
  };
}
