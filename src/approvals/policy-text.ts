import { parseDocument, visit, type Document, type YAMLError } from 'yaml';
import type { Findings } from './policy-findings';

/** Largest policy file, in bytes. */
export const largestPolicyFile = 256 * 1024;

/**
 * Reads the text of a file, YAML 1.2 or JSON (which is YAML, too). Mappings become `Map`, so that no key of the file
 * can be mistaken for a property of an object.
 */
export function readDocument(find: Findings, text: string): unknown {
  if (Buffer.byteLength(text) > largestPolicyFile) {
    return find.add('', `is larger than ${largestPolicyFile / 1024} KB; a policy is far shorter`);
  }
  try {
    const document = parseDocument(text, { version: '1.2', schema: 'core' });
    for (const problem of [...document.errors, ...document.warnings]) find.add(...described(problem));
    refuseAliases(find, document);
    if (find.problems.length > 0) return undefined;
    if (document.contents === null) {
      return find.add(
        '',
        'is empty; without APPROVAL_POLICY the default policy holds, docs/policy.example.yaml shows it',
      );
    }
    return document.toJS({ mapAsMap: true, maxAliasCount: 0 });
  } catch (error) {
    if (find.problems.length > 0) return undefined;
    return find.add(
      '',
      `cannot be read as YAML or JSON (${error instanceof Error ? error.name : 'unknown'})`,
    );
  }
}

/** The parser's sentence without the picture of the line below it. */
function described({ message, linePos }: YAMLError): readonly [string, string] {
  const [sentence = ''] = message.split('\n');
  const at = linePos?.[0];
  return [at ? `line ${at.line}` : '', sentence.replace(/ at line \d+, column \d+:?$/, '')];
}

/** A few aliases can stand for millions of values. */
function refuseAliases(find: Findings, document: Document): void {
  visit(document, {
    Alias: (_key, node) => {
      find.add('', `*${node.source.slice(0, 60)} is an alias; write out what it stands for`);
    },
  });
}
