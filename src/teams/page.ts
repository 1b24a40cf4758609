import { createHash } from 'node:crypto';
import type { Request, Response } from 'restify';
import { createWords, type Words } from '../i18n/words';
import { safeHeaders } from './headers';

const style =
  'body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;color:#242424;' +
  'background:#fff}h1{font-size:1.25rem}input,button{font:inherit;padding:.4rem .7rem;border:1px solid #616161;' +
  'border-radius:4px}input{width:8rem;letter-spacing:.2em}button{background:#0f548c;border-color:#0f548c;color:#fff}' +
  '@media(prefers-color-scheme:dark){body{color:#fff;background:#1f1f1f}input{background:#292929;color:#fff}}';

/** The page runs nothing and loads nothing; its own style is known by its hash. */
const policy = safeHeaders['Content-Security-Policy']
  ?.replace("form-action 'none'", "form-action 'self'")
  .concat(`; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);

/** A text as HTML: nothing in it is markup. */
export function asHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** In the first language that the browser names. */
export function wordsFor(request: Request): Words {
  return createWords(/^[\w-]{2,35}/.exec(request.headers['accept-language'] ?? '')?.[0] ?? 'en');
}

/** @param body HTML, in which everything from outside went through `asHtml` */
export function sendPage(
  response: Response,
  status: number,
  page: { title: string; lang: string; body: string },
): void {
  const html =
    `<!doctype html><html lang="${asHtml(page.lang)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${asHtml(page.title)}</title>` +
    `<style>${style}</style></head><body>${page.body}</body></html>\n`;
  response.sendRaw(status, html, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy ?? '',
  });
}
