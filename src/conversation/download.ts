import { linkLastsMs, type FileAbout, type Format } from '../downloads/link';
import type { ActionView } from './card-view';
import type { Desk, Reply, Turn } from './turn';
import { downloadLinkView } from './views/download-link';
import { noticeView } from './views/notice';

/**
 * A link to a file, only where nobody else can press it. Whether the person may have the file is asked before this, and
 * once more when the link is opened.
 */
export async function download(
  desk: Desk,
  turn: Turn,
  about: FileAbout,
  format: Format,
  said: {
    readonly what: string;
    readonly target: string;
    readonly hint?: string;
    readonly back: ActionView;
  },
): Promise<Reply> {
  const w = turn.words;
  if (turn.conversation.kind !== 'personal') {
    const lines = [w('download.notHere')];
    return { card: noticeView(w, { tone: 'info', title: w('download.notHereTitle'), lines }) };
  }
  const link = desk.downloads.make({ about, format, personId: turn.person.id });
  return { card: downloadLinkView(w, { ...said, ...link, format, minutes: linkLastsMs / 60_000 }) };
}
