import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What these tests read of a Bicep file. The grammar itself is checked by `npm run check:infra`. */
export interface BicepFile {
  readonly path: string;
  readonly text: string;
  readonly params: readonly { readonly name: string; readonly hasDefault: boolean }[];
  readonly outputs: readonly string[];
  readonly modules: readonly BicepModule[];
  /** Types with their versions, children in full. */
  readonly resourceTypes: readonly string[];
}

export interface BicepModule {
  readonly name: string;
  /** From the root of the repository. */
  readonly path: string;
  /** The names of what is handed to it. */
  readonly given: readonly string[];
}

export const root = path.resolve(__dirname, '../..');

export function readBicep(file: string): BicepFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  const lines = text.split('\n');
  return {
    path: file,
    text,
    params: [...text.matchAll(/^param (\w+) \w+( =)?/gm)].map(([, name = '', value]) => ({
      name,
      hasDefault: Boolean(value),
    })),
    outputs: [...text.matchAll(/^output (\w+) /gm)].map(([, name = '']) => name),
    modules: lines.flatMap((line, at) => {
      const [, name, target] = /^module (\w+) '([^']+)'/.exec(line) ?? [];
      if (!name || !target) return [];
      return [{ name, path: path.posix.join(path.posix.dirname(file), target), given: givenAt(lines, at) }];
    }),
    resourceTypes: [...text.matchAll(/^resource \w+ '([^']+)'/gm)].map(([, type = '']) => type),
  };
}

/** The keys of the block `params:` of the module that begins at a line; ours are written on lines of their own. */
function givenAt(lines: readonly string[], module: number): string[] {
  const start = lines.findIndex((line, at) => at > module && line === '  params: {');
  const end = lines.findIndex((line, at) => at > start && line === '  }');
  return lines.slice(start + 1, end).flatMap((line) => /^ {4}(\w+):/.exec(line)?.[1] ?? []);
}

/** The template and every file that it reaches. */
export function readTemplate(file: string): BicepFile[] {
  const first = readBicep(file);
  return [
    first,
    ...first.modules
      .filter((each) => existsSync(path.join(root, each.path)))
      .flatMap((each) => readTemplate(each.path)),
  ];
}
