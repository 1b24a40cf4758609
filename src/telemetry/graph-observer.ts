import type { GraphObserver } from '../graph/options';
import { graphOutcomes } from './metrics';
import type { Telemetry } from './contract';

type Outcome = (typeof graphOutcomes)[number];

/** What the calls to Graph say about themselves. */
export function graphObserver(telemetry: Telemetry, now: () => Date): GraphObserver {
  return {
    request: (call, act) =>
      telemetry.step(`graph ${call}`, async (note) => {
        const begun = now().getTime();
        const answer = await act();
        const seconds = Math.max(0, now().getTime() - begun) / 1_000;
        const outcome = answer instanceof Error ? outcomeOf(answer.code) : 'ok';
        note('desk.outcome', outcome);
        telemetry.count('license_desk_graph_requests', { call, outcome });
        telemetry.record('license_desk_graph_request_duration_seconds', seconds, { call });
        return answer;
      }),
    charged: (call, units) => telemetry.count('license_desk_graph_resource_units', { call }, units),
    putOff: (call) => telemetry.count('license_desk_graph_throttles', { call }),
  };
}

/** Codes are `graph.` and a word. */
function outcomeOf(code: string): Outcome {
  const word = code.slice('graph.'.length);
  return graphOutcomes.find((each) => each === word) ?? 'failed';
}
