import type { Activity } from 'botbuilder';
import type { TurnKind } from '../telemetry/metrics';

/** What sort of turn an activity begins, for the measurements. */
export function turnKind({ type, name, text }: Activity): TurnKind {
  switch (type) {
    case 'message':
      return text ? 'message' : 'press';
    case 'invoke':
      if (name === 'adaptiveCard/action') return 'press';
      return name === 'application/search' ? 'search' : 'other';
    case 'installationUpdate':
    case 'conversationUpdate':
      return 'install';
    default:
      return 'other';
  }
}
