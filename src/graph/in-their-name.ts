import type { GraphApi } from './api';
import { createGraph } from './client';
import type { OnBehalfOf } from './credentials';
import { GraphError } from './errors';
import { messageOf } from '../errors';
import { isRecord, text } from './normalise';
import type { CreateGraphOptions } from './options';

/** What can be done in a person's name. */
export type PersonalGraph = Pick<GraphApi, 'assignGroupLicense'>;

/** Graph in somebody's name, or why that cannot be now. */
export type InTheirName =
  | { readonly graph: PersonalGraph }
  | {
      /**
       * `consent`: nobody has agreed yet that the app may; `sign-in`: Entra wants to see the person first (a second
       * factor, an accepted policy); `other`: the token is somebody else's; `refused`: it is not good for this.
       */
      readonly refusal: 'consent' | 'sign-in' | 'other' | 'refused';
    };

/** @param userToken what the person's client sent with the press: it stays in memory for as long as the turn */
export type ActsFor = (userToken: string, personId: string) => Promise<InTheirName>;

/** The one delegated permission that is asked for. */
export const delegatedPermission = 'LicenseAssignment.ReadWrite.All';

/** A turn waits for this; what takes longer must be pressed again. Milliseconds. */
const patienceMs = 5_000;

/** Entra's numbers for "let the person sign in by hand" (learn "Microsoft Entra authentication and authorization error codes"). */
const needsHand = /AADSTS(16000|50055|50058|50074|50076|50078|50079|50125|50158|50199|5300\d|70046)\b/;
const needsConsent = /AADSTS(65001|65004|90094)\b/;

/**
 * Makes a Graph for each press. The token is exchanged before anything else happens, because that is where Entra looks
 * at it: one that is forged, over, or for another app ends here.
 */
export function createActsFor(
  o: Omit<CreateGraphOptions, 'credential' | 'actsFor' | 'patienceMs' | 'scope'> & {
    readonly onBehalfOf: OnBehalfOf;
    readonly tenantId: string;
    /** `https://graph.microsoft.com` or that of a national cloud, as a resource. */
    readonly resource: string;
  },
): ActsFor {
  const scope = `${o.resource}/${delegatedPermission}`;
  return async (userToken, personId) => {
    const credential = o.onBehalfOf(userToken);
    try {
      const token = await credential.getToken(scope);
      if (!token) return { refusal: 'refused' };
    } catch (error) {
      return { refusal: refusalOf(error) };
    }
    // Entra has taken the token, so what it says is true.
    if (!isFor(userToken, personId, o.tenantId)) return { refusal: 'other' };
    return { graph: createGraph({ ...o, credential, scope, actsFor: 'person', patienceMs }) };
  };
}

/** @throws GraphError graph.unreachable when Entra gave no answer at all */
function refusalOf(error: unknown): 'consent' | 'sign-in' | 'refused' {
  const said = `${messageOf(error)} ${messageOf((error as { cause?: unknown } | null)?.cause)}`;
  if (needsConsent.test(said)) return 'consent';
  if (needsHand.test(said)) return 'sign-in';
  if (!/AADSTS\d/.test(said) && error instanceof GraphError && error.passing) throw error;
  return 'refused';
}

function isFor(token: string, personId: string, tenantId: string): boolean {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (!isRecord(claims)) return false;
    const same = (claim: string, id: string): boolean =>
      text(claims[claim]).toLowerCase() === id.toLowerCase();
    return same('oid', personId) && same('tid', tenantId);
  } catch {
    return false;
  }
}
