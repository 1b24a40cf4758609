import type { Request, Response } from 'restify';

/**
 * What every answer says to a browser: nothing of it stays in a cache, is run, framed, guessed at, shared with other
 * sites, or tells another page where it came from; and this host is spoken to over TLS alone.
 */
export const safeHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** Puts them on an answer before anybody else writes to it; a page that needs more says so itself. */
export function putSafeHeaders(_request: Request, response: Response, next: () => void): void {
  for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
  response.removeHeader('Server');
  next();
}
