import type { Request, Response, Server } from 'restify';
import { downloadPath } from '../evidence/links';
import { serveDownload, type ServeDeps } from '../evidence/serve';
import { messageOf } from '../errors';
import type { Log } from '../licensing/services';

/** Nothing of a record stays in a cache, is run, framed, guessed at, or tells another page where it came from. */
const headers = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'",
  'Referrer-Policy': 'no-referrer',
} as const;

/** The same few words for every link that does not work: which part of it was wrong is nobody's business. */
const pages = {
  404: 'There is nothing here.',
  410: 'This link has been used or is too old. Ask for a new one in the chat.',
  500: 'This did not work. Try the link again in a moment.',
} as const;

/** Answers the links with which records of changes are downloaded. */
export function registerDownloads(server: Server, deps: ServeDeps & { readonly log: Log }): void {
  // A wildcard, because the router cuts named parameters off at 100 characters.
  server.get(`${downloadPath}*`, async (request: Request, response: Response) => {
    try {
      const served = await serveDownload(deps, tokenOf(request));
      if (served === 'unknown') return answerPage(response, 404);
      if (served === 'gone') return answerPage(response, 410);
      send(response, 200, served.body, {
        'Content-Type': served.contentType,
        'Content-Disposition': `attachment; filename="${served.name}"`,
      });
    } catch (error) {
      deps.log.error({ error: messageOf(error) }, 'a download failed');
      answerPage(response, 500);
    }
  });
}

/** Only what stands in the path; a token holds no character that would be escaped there. */
function tokenOf(request: Request): string {
  const [path = ''] = (request.url ?? '').split('?');
  return path.slice(downloadPath.length);
}

function answerPage(response: Response, status: keyof typeof pages): void {
  send(response, status, `${pages[status]}\n`, { 'Content-Type': 'text/plain; charset=utf-8' });
}

function send(
  response: Response,
  status: number,
  body: string,
  own: Readonly<{ [name: string]: string }>,
): void {
  response.sendRaw(status, body, { ...headers, ...own });
}
