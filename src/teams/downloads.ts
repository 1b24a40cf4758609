import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response, Server } from 'restify';
import type { ServedFile } from '../downloads/file';
import { downloadPath } from '../downloads/links';
import { lookAt, serveDownload, type ServeDeps } from '../downloads/serve';
import { messageOf } from '../errors';
import type { Words } from '../i18n/words';
import type { Log } from '../licensing/services';
import { asHtml, sendPage, wordsFor } from './page';
import { readText } from './read-body';

/** The form has one short field. Bytes. */
const largestForm = 256;

/**
 * Answers the links with which files are downloaded: a page that asks for the code, and the file for the
 * right one. The same few words for every link that does not work: which part of it was wrong is nobody's business.
 */
export function registerDownloads(server: Server, deps: ServeDeps & { readonly log: Log }): void {
  // A wildcard, because the router cuts named parameters off at 100 characters.
  server.get(`${downloadPath}*`, async (request: Request, response: Response) => {
    const state = lookAt(deps, tokenOf(request));
    if (state === 'open') sendForm(response, 200, wordsFor(request));
    else sendText(response, state === 'gone' ? 410 : 404, wordsFor(request));
  });
  server.post(`${downloadPath}*`, async (request: Request, response: Response) => {
    const w = wordsFor(request);
    try {
      const form = await readText(request, largestForm);
      if (form === undefined) return sendText(response, 413, w);
      const served = await serveDownload(deps, tokenOf(request), new URLSearchParams(form).get('code') ?? '');
      if (served === 'unknown') return sendText(response, 404, w);
      if (served === 'gone') return sendText(response, 410, w);
      if (served === 'wrong-code') return sendForm(response, 403, w, w('page.wrongCode'));
      await sendFile(response, served);
    } catch (error) {
      deps.log.error({ error: messageOf(error) }, 'a download failed');
      if (!response.headersSent) sendText(response, 500, w);
    }
  });
}

/** A file that ends before its time is broken off, so that nobody takes it for whole. */
async function sendFile(response: Response, { name, contentType, body }: ServedFile): Promise<void> {
  const headers = {
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename="${name}"`,
  };
  if (typeof body === 'string') {
    response.sendRaw(200, body, headers);
    return;
  }
  response.writeHead(200, headers);
  try {
    await pipeline(Readable.from(body), response);
  } catch (error) {
    response.destroy();
    throw error;
  }
}

/** Only what stands in the path; a token holds no character that would be escaped there. */
function tokenOf(request: Request): string {
  const [path = ''] = (request.url ?? '').split('?');
  return path.slice(downloadPath.length);
}

/** Without an address in the form it goes where the page came from. */
function sendForm(response: Response, status: number, w: Words, notice = ''): void {
  const body =
    `<h1>${asHtml(w('page.downloadTitle'))}</h1>${notice ? `<p role="alert">${asHtml(notice)}</p>` : ''}` +
    `<form method="post"><p><label for="code">${asHtml(w('page.code'))}</label></p>` +
    '<p><input id="code" name="code" inputmode="numeric" autocomplete="off" maxlength="7" required autofocus> ' +
    `<button>${asHtml(w('page.download'))}</button></p></form>`;
  sendPage(response, status, { title: w('page.title'), lang: w.locale, body });
}

function sendText(response: Response, status: 404 | 410 | 413 | 500, w: Words): void {
  const body = `<p>${asHtml(w(`page.${status}`))}</p>`;
  sendPage(response, status, { title: w('page.title'), lang: w.locale, body });
}
