import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(__dirname, '..', '..');

/** A page of the repository. @param file its path from the root */
export function page(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** What stands alone between backticks in the first column of the tables of a page; several may share a row. */
export function firstColumn(text: string): string[] {
  const cells = [...text.matchAll(/^\s*\|((?:\s*`[^`|]+`,?)+)\s*\|/gm)].map((match) => match[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
}

/** The links of a page to pages, pictures and folders of this repository that are not there. */
export function brokenLinks(file: string): string[] {
  const links = [...page(file).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
  return links.filter((link) => !existsSync(path.join(root, path.dirname(file), link)));
}
