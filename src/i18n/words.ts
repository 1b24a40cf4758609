import { createInstance, type i18n } from 'i18next';
import { english } from './en';
import { formatNumber } from './format';

/** Every key of the English words; plural forms (`_one`, `_other`) are asked for by their common name. */
export type WordKey = WithoutPlural<keyof typeof english>;

type WithoutPlural<Key extends string> = Key extends `${infer Name}_one` | `${infer Name}_other` ? Name : Key;

/** Values that stand in a sentence; `count` also chooses the plural form. */
export type WordValues = Readonly<Record<string, string | number>>;

/** Looks up words in one language; `locale` is how numbers and times are written. */
export interface Words {
  (key: WordKey, values?: WordValues): string;
  readonly locale: string;
}

/** Locales come from clients, so only so many are remembered. */
const mostRemembered = 100;
/** Sentences that are kept of each. */
const mostKept = 1_000;
const made = new Map<string, Words>();
let library: i18n | undefined;

/**
 * Words for a locale such as `en-US`. A language that is not translated gets English with its own way of writing
 * numbers; what is no locale at all counts as `en`.
 */
export function createWords(locale: string): Words {
  const written = canonical(locale);
  const before = made.get(written);
  if (before) return before;
  library ??= startLibrary();
  const translate = library.getFixedT(written);
  const plain = new Map<WordKey, string>();
  const filled = new Map<string, string>();
  const words: Words = Object.assign(
    (key: WordKey, values?: WordValues): string => {
      // Most words are asked for without values, and the cards of one request say the same to each of its readers.
      if (!values) return kept(plain, key, () => translate(key));
      return kept(filled, `${key} ${JSON.stringify(values)}`, () => translate(key, { ...values }));
    },
    { locale: written },
  );
  if (made.size < mostRemembered) made.set(written, words);
  return words;
}

function kept<K>(known: Map<K, string>, key: K, find: () => string): string {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  if (known.size >= mostKept) known.clear();
  known.set(key, found);
  return found;
}

function startLibrary(): i18n {
  const instance = createInstance();
  void instance.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: english } },
    initAsync: false,
    showSupportNotice: false, // it would write an advertisement to the console
    keySeparator: false,
    nsSeparator: false,
    // Values may be names from the directory: they are put in as they are, and never looked up themselves.
    interpolation: {
      escapeValue: false,
      skipOnVariables: true,
      alwaysFormat: true,
      format: (value: unknown, _format, locale) =>
        typeof value === 'number' ? formatNumber(value, locale ?? 'en') : String(value),
    },
  });
  return instance;
}

function canonical(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
