import type { Words } from '../../../i18n/words';
import type { Change, LicenseError } from '../../../licensing/change';

/** What an error category means and what cures it. The same word means another thing when a license is taken away. */
export function errorWords(
  w: Words,
  { kind }: Pick<Change, 'kind'>,
  error: LicenseError,
): { readonly title: string; readonly cure: string } {
  return kind === 'remove' && error === 'DependencyViolation'
    ? { title: w('removal.blocked'), cure: w('removal.blocked.cure') }
    : { title: w(`error.${error}`), cure: w(`error.${error}.cure`) };
}
