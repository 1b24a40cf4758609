import type { FileAbout, FileKind, LinkClaims } from './link';

/** A file that a browser is given. Its name holds nothing but our own words and numbers. */
export interface ServedFile {
  readonly name: string;
  readonly contentType: string;
  /** Whole, or in pieces when it may be long. */
  readonly body: string | AsyncIterable<string>;
}

/** One that is short enough to be whole. */
export type WholeFile = ServedFile & { readonly body: string };

/** Makes the file that a link is about; undefined when that does not exist (any more). */
export type FileSource<Kind extends FileKind> = (
  about: Extract<FileAbout, { kind: Kind }>,
  claims: Pick<LinkClaims, 'format' | 'personId'>,
) => Promise<ServedFile | undefined>;

/** Who makes the files of each kind. */
export type FileSources = { readonly [Kind in FileKind]?: FileSource<Kind> };

export function sourceOf(files: FileSources, claims: LinkClaims): Promise<ServedFile | undefined> {
  const source = files[claims.about.kind] as FileSource<FileKind> | undefined;
  return source ? source(claims.about, claims) : Promise.resolve(undefined);
}
