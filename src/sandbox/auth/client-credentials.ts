import type { AppRegistration, AppRegistrations } from './app-registrations';
import { refusals } from './refusal';

/**
 * The app that asks, by its id and secret in the form or in an HTTP Basic header.
 * @throws Refusal AADSTS900144, AADSTS700016, AADSTS7000218, AADSTS7000215
 */
export function authenticateApp(
  apps: AppRegistrations,
  tenantName: string,
  form: URLSearchParams,
  authorization: string | undefined,
): AppRegistration {
  const [basicId, basicSecret] = basicCredentials(authorization);
  const clientId = form.get('client_id') || basicId;
  if (!clientId) throw refusals.missingParameter('client_id');
  const app = apps.find(clientId);
  if (!app) throw refusals.unknownApp(clientId, tenantName);
  const secret = form.get('client_secret') || (basicId === clientId ? basicSecret : undefined);
  if (!secret) throw refusals.missingSecret();
  if (secret !== app.secret) throw refusals.wrongSecret(clientId);
  return app;
}

/** Both halves are form-encoded before they are joined (RFC 6749, 2.3.1). */
function basicCredentials(authorization = ''): readonly [string?, string?] {
  if (!/^basic /i.test(authorization)) return [];
  const text = Buffer.from(authorization.slice('basic '.length), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return [];
  try {
    return [decodeForm(text.slice(0, colon)), decodeForm(text.slice(colon + 1))];
  } catch {
    // A percent sign that begins nothing: no credentials.
    return [];
  }
}

function decodeForm(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
