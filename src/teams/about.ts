import type { Request, Response, Server } from 'restify';
import type { Words } from '../i18n/words';
import { asHtml, sendPage, wordsFor } from './page';

type Key = Parameters<Words>[0];

/** What stands on each of the pages to which the app leads in Teams. */
const texts = {
  about: ['page.about', 'page.aboutUse', 'page.aboutOperator'],
  privacy: [
    'page.privacyKept',
    'page.privacyRead',
    'page.privacySent',
    'page.privacySeen',
    'page.privacyTime',
  ],
  terms: ['page.termsOperator', 'page.termsWork', 'page.termsWarranty'],
} as const satisfies Record<string, readonly Key[]>;

/** The addresses in the manifest of the app, `developer`: people open them from the app's details in Teams. */
export function registerAbout(server: Server): void {
  const show = (name: keyof typeof texts) => async (request: Request, response: Response) => {
    const w = wordsFor(request);
    const title = w(`page.${name}Title`);
    const body = texts[name].map((key) => `<p>${asHtml(w(key))}</p>`).join('');
    sendPage(response, 200, { title, lang: w.locale, body: `<h1>${asHtml(title)}</h1>${body}` });
  };
  server.get('/', show('about'));
  server.get('/privacy', show('privacy'));
  server.get('/terms', show('terms'));
}
