import type { GraphApi, GraphCaller } from '../graph/api';

/** What handlers ask about whoever speaks. */
export interface Directory {
  /** As Entra says it now: whatever is done, shown or refused goes by this. */
  caller(personId: string): Promise<GraphCaller>;
  /**
   * As Entra said it within the last minute, or now. Only for help, which says what somebody may do and does nothing:
   * every command and button that it names asks Entra anew, so the worst is a line that was true a minute ago.
   */
  callerOfLate(personId: string): Promise<GraphCaller>;
  /** The name of the organization, which changes once in many years, as it was within the last hour. */
  organizationName(): Promise<string>;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** People who are remembered at once; the longest unheard goes first. */
const mostPeople = 1_000;

export function createDirectory({
  graph,
  now,
}: {
  readonly graph: Pick<GraphApi, 'caller' | 'organization'>;
  readonly now: () => Date;
}): Directory {
  const callers = new Map<string, Dated<GraphCaller>>();
  let organization: Dated<string> | undefined;
  const isRecent = (read: Dated<unknown> | undefined, forMs: number): boolean =>
    read !== undefined && Math.abs(now().getTime() - read.at) < forMs;

  async function caller(personId: string): Promise<GraphCaller> {
    callers.delete(personId);
    const at = now().getTime();
    const read = await graph.caller(personId);
    callers.set(personId, { value: read, at });
    const [oldest] = callers.keys();
    if (callers.size > mostPeople && oldest !== undefined) callers.delete(oldest);
    return read;
  }

  return {
    caller,
    callerOfLate: async (personId) => {
      const known = callers.get(personId);
      return known && isRecent(known, minuteMs) ? known.value : caller(personId);
    },
    organizationName: async () => {
      if (organization && isRecent(organization, hourMs)) return organization.value;
      const at = now().getTime();
      const { displayName } = await graph.organization();
      organization = { value: displayName, at };
      return displayName;
    },
  };
}

interface Dated<T> {
  readonly value: T;
  /** Milliseconds since 1970. */
  readonly at: number;
}
