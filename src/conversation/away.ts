import { DeskError, messageOf } from '../errors';
import type { Words } from '../i18n/words';
import type { Desk, Reply } from './turn';
import { noticeView } from './views/notice';

/** The store cannot be reached, or can only be read: nothing was done, and the same works later. */
export function isAway(error: unknown): error is DeskError {
  return (
    error instanceof DeskError && (error.code === 'store.unreachable' || error.code === 'store.read-only')
  );
}

/** Says to try again shortly. A card that was pressed stays as it is, so that it can be pressed again. */
export function awayReply(desk: Pick<Desk, 'log' | 'telemetry'>, w: Words, error: DeskError): Reply {
  desk.telemetry.turned('unavailable');
  desk.log.warn({ error: messageOf(error), cause: messageOf(error.cause) }, 'a turn found the store away');
  const { sentence } = error;
  return {
    card: noticeView(w, { tone: 'warning', title: w('error.awayTitle'), lines: [sentence], actions: [] }),
    again: sentence,
  };
}
