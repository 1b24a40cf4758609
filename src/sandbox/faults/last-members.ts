import type { Answer } from '../http/answer';
import { readTarget, type GraphRequest } from '../http/request';
import { fitsPath } from './path-glob';

/** Next pages that are remembered at once; the oldest is forgotten. */
const mostPages = 1_000;

const memberPaths = [
  '/groups/*/members',
  '/groups/*/members/*',
  '/groups/*/transitiveMembers',
  '/groups/*/transitiveMembers/*',
  '/groups/*/membersWithLicenseErrors',
];

type Page = { readonly '@odata.nextLink'?: unknown; readonly value: readonly unknown[] };

/** Knows the last member of each page that was answered, so that the next page can begin with it. */
export class LastMembers {
  private readonly byNextPage = new Map<string, unknown>();

  /** Takes in a page of members, with its next link as the client sees it. */
  remember(request: GraphRequest, answer: Answer): void {
    const page = pageOf(request, answer);
    const next = page?.['@odata.nextLink'];
    if (!page || page.value.length === 0 || typeof next !== 'string') return;
    const { path, query } = readTarget(next.slice(next.indexOf('/v1.0') + '/v1.0'.length));
    this.byNextPage.set(keyOf(path, query), page.value.at(-1));
    const [oldest] = this.byNextPage.keys();
    if (this.byNextPage.size > mostPages && oldest !== undefined) this.byNextPage.delete(oldest);
  }

  /** Whether the member before this page is known. */
  knows(request: GraphRequest, answer: Answer): boolean {
    return pageOf(request, answer) !== undefined && this.byNextPage.has(keyOf(request.path, request.query));
  }

  /** The page with the last member of the page before in front: one more than was asked for, and nobody is lost. */
  repeat(request: GraphRequest, answer: Answer): Answer {
    const page = answer.body as Page;
    const repeated = this.byNextPage.get(keyOf(request.path, request.query));
    return { ...answer, body: { ...page, value: [repeated, ...page.value] } };
  }

  clear(): void {
    this.byNextPage.clear();
  }
}

function pageOf({ method, path }: GraphRequest, { status, body }: Answer): Page | undefined {
  if (method !== 'GET' || status !== 200 || !memberPaths.some((each) => fitsPath(each, path)))
    return undefined;
  return Array.isArray((body as Partial<Page> | undefined)?.value) ? (body as Page) : undefined;
}

function keyOf(path: string, query: ReadonlyMap<string, string>): string {
  return JSON.stringify([path, [...query].sort(([a], [b]) => (a < b ? -1 : 1))]);
}
