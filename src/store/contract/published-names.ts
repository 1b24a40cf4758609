import type { PublishedNames } from '../../names/names';

/** Friendly names from a published list, kept for when it cannot be reached. */
export interface PublishedNamesRepository {
  /** When a source was last read (null: never yet) and is to be read again; undefined: it is not known here. */
  state(source: string): Promise<{ readonly readAt: string | null; readonly nextAt: string } | undefined>;
  names(source: string): Promise<PublishedNames | undefined>;
  /** True for the one caller that is to read the source now; if it fails, its turn comes again at `nextAt`. */
  claim(source: string, now: Date, nextAt: Date): Promise<boolean>;
  save(source: string, names: PublishedNames, readAt: Date, nextAt: Date): Promise<void>;
}
