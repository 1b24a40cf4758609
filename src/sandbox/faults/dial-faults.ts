import type { Dial } from '../dial';
import type { Fault, FaultKind, FaultOf } from './fault';

/**
 * Turns the dial for the rules that do so, and puts it back where it stood when the last of a kind is gone.
 * Where two rules of a kind set one number, the newer one counts.
 */
export class DialFaults {
  private readonly atRest = new Map<FaultKind, () => void>();

  constructor(private readonly dial: Dial) {}

  /** Brings the dial to what the rules of one kind say. */
  set(kind: FaultKind, rules: readonly Fault[]): void {
    const ofKind = <Kind extends FaultKind>(wanted: Kind): readonly FaultOf<Kind>[] =>
      rules.filter((rule): rule is FaultOf<Kind> => rule.kind === wanted);
    if (!this.atRest.has(kind)) this.atRest.set(kind, this.rest(kind));
    this.atRest.get(kind)?.();
    switch (kind) {
      case 'stale-reads':
        for (const { seconds } of ofKind('stale-reads')) this.dial.staleReadMs = seconds * 1000;
        break;
      case 'role-lag':
        for (const { seconds } of ofKind('role-lag')) this.dial.roleLagMs = seconds * 1000;
        break;
      case 'stuck':
        for (const { group } of ofKind('stuck')) this.dial.stuck.add(group);
        break;
      case 'state':
        for (const { group, value } of ofKind('state')) this.dial.shownStates.set(group, value);
        break;
      default:
        return;
    }
    // Somebody may turn the dial by hand while no rule does; what stands then is the new rest.
    if (!rules.some((rule) => rule.kind === kind)) this.atRest.delete(kind);
  }

  private rest(kind: FaultKind): () => void {
    const { dial } = this;
    const { staleReadMs, roleLagMs } = dial;
    switch (kind) {
      case 'stale-reads':
        return () => void (dial.staleReadMs = staleReadMs);
      case 'role-lag':
        return () => void (dial.roleLagMs = roleLagMs);
      case 'stuck': {
        const stuck = [...dial.stuck];
        return () => {
          dial.stuck.clear();
          for (const group of stuck) dial.stuck.add(group);
        };
      }
      case 'state': {
        const shown = [...dial.shownStates];
        return () => {
          dial.shownStates.clear();
          for (const [group, value] of shown) dial.shownStates.set(group, value);
        };
      }
      default:
        return () => undefined;
    }
  }
}
