import restify from 'restify';
import { registerAbout } from '../../src/teams/about';
import { putSafeHeaders } from '../../src/teams/headers';
import { manifest } from '../app-package/support';

const server = restify.createServer();
let origin: string;

beforeAll(async () => {
  server.pre(putSafeHeaders);
  registerAbout(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  origin = `http://127.0.0.1:${server.address().port}`;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;

describe('the pages to which the app leads in Teams', () => {
  it.each([
    [websiteUrl, 'License Desk', 'Open it in Teams and type: help'],
    [privacyUrl, 'Privacy in License Desk', 'It does not read mail, files, calendars'],
    [termsOfUseUrl, 'Terms of use of License Desk', 'without warranty'],
  ])('%s is there', async (url, title, text) => {
    expect(url).toMatch(/^https:\/\/\$\{\{BOT_DOMAIN\}\}/);
    const answer = await fetch(url.replace('https://${{BOT_DOMAIN}}', origin));
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain(`<title>${title}</title>`);
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toContain(text);
  });
});
