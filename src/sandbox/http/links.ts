import { skipToken, type PageMark } from '../odata/page';
import type { Answer } from './answer';
import type { GraphRequest } from './request';

/** Gives the context and the next link of an answer the server's own address. @param origin with the version */
export function withLinks(request: GraphRequest, answer: Answer, origin: string): Answer {
  if (typeof answer.body !== 'object' || answer.body === null) return answer;
  const body = { ...(answer.body as Record<string, unknown>) };
  const context = body['@odata.context'];
  if (typeof context === 'string') body['@odata.context'] = `${origin}/${context}`;
  const next = body['@odata.nextLink'] as { readonly nextPage: PageMark } | undefined;
  if (next) {
    const query = new URLSearchParams([
      ...new Map(request.query).set('$skiptoken', skipToken(next.nextPage)),
    ]);
    // The path came decoded, and a guest's user name has a # in it.
    const path = request.path.split('/').map(encodeURIComponent).join('/');
    // Graph writes the $ of its options as it is.
    body['@odata.nextLink'] = `${origin}${path}?${query.toString().replace(/(^|&)%24/g, '$1$')}`;
  }
  return { ...answer, body };
}
