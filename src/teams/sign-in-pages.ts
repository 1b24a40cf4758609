import type { Request, Response, Server } from 'restify';
import { asHtml, sendPage, wordsFor } from './page';

export const signInPath = '/sign-in';
export const signedInPath = `${signInPath}/done`;

/**
 * Where a person agrees by hand that the app may act for them. The code that Entra brings back is not used: the token
 * comes from Teams, and what was agreed to is kept by Entra.
 */
export function registerSignIn(server: Server, authorizeUrl: string): void {
  server.get(signInPath, async (_request: Request, response: Response) => {
    response.sendRaw(302, '', { Location: authorizeUrl });
  });
  server.get(signedInPath, async (request: Request, response: Response) => {
    const w = wordsFor(request);
    const good = new URLSearchParams((request.url ?? '').split('?')[1]).has('code');
    const title = w('page.signedInTitle');
    const body = good
      ? `<h1>${asHtml(title)}</h1><p>${asHtml(w('page.signedIn'))}</p>`
      : `<p>${asHtml(w('page.notSignedIn'))}</p>`;
    sendPage(response, good ? 200 : 400, { title: w('page.title'), lang: w.locale, body });
  });
}
