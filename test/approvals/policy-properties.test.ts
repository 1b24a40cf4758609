import fc from 'fast-check';
import { stringify } from 'yaml';
import { readPolicy } from '../../src/approvals/policy-file';
import { DeskError } from '../../src/errors';
import { policies } from './policy-arbitraries';
import { fileOf } from './policy-writing';

/** The code of what is thrown; undefined: the text was accepted. Anything else that is thrown fails the test. */
function refusal(text: string): string | undefined {
  try {
    readPolicy(text, 'the policy');
    return undefined;
  } catch (error) {
    if (error instanceof DeskError) return error.code;
    throw error;
  }
}

describe('a policy file', () => {
  it('reads back as the policy that it was written from, as YAML and as JSON', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const file = fileOf(policy);
        expect(readPolicy(stringify(file, { aliasDuplicateObjects: false }), 'yaml')).toEqual(policy);
        expect(readPolicy(JSON.stringify(file, null, '\t'), 'json')).toEqual(policy);
      }),
      { numRuns: 100 },
    );
  });

  it('of any text is a policy or the coded refusal', () => {
    const yamlish = fc
      .array(
        fc.constantFrom(
          'usual',
          'stages',
          'rules',
          ': ',
          '- ',
          '\n',
          '  ',
          '[',
          ']',
          '{',
          '}',
          '&a ',
          '*a',
          '!!set ',
          '? ',
          '"',
          "'",
          '|',
          '>',
          '#',
          '%',
          '---\n',
          '\t',
          ', ',
          'null',
          '1',
          '1e999',
          'never',
          '__proto__',
          '<<',
          '\ufeff',
          '\0',
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join(''));
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), yamlish, fc.json());
    fc.assert(
      fc.property(text, (each) => [undefined, 'policy.invalid'].includes(refusal(each))),
      { numRuns: 1_000 },
    );
  });

  it('with any value at any place is a policy or the coded refusal', () => {
    const damaged = fc
      .tuple(policies, fc.nat(), fc.jsonValue())
      .map(([policy, place, value]) =>
        stringify(replaced(fileOf(policy), place, value), { aliasDuplicateObjects: false }),
      );
    fc.assert(
      fc.property(damaged, (each) => [undefined, 'policy.invalid'].includes(refusal(each))),
      { numRuns: 150 },
    );
  });
});

/** The document with one of its values replaced. */
function replaced(document: unknown, place: number, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify({ document })) as Record<string, unknown>;
  const places: (() => void)[] = [];
  const collect = (parent: Record<string, unknown>): void => {
    for (const [key, each] of Object.entries(parent)) {
      places.push(() => (parent[key] = value));
      if (typeof each === 'object' && each !== null) collect(each as Record<string, unknown>);
    }
  };
  collect(copy);
  places[place % places.length]?.();
  return copy['document'];
}
