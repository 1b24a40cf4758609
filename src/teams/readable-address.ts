import type { Next, Request, Response } from 'restify';

/**
 * Refuses a request whose Host or path is no address. restify reads both in the middle of its own work, before any
 * handler and outside of any catch: a throw there ends the process, and anybody could send it.
 */
export function refuseUnreadableAddress(request: Request, response: Response, next: Next): void {
  try {
    request.getUrl();
  } catch {
    response.sendRaw(400, '', { Connection: 'close' });
    return next(false);
  }
  next();
}
