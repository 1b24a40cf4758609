/** What is wrong with a finished card, in sentences; an empty list is a good card. */
export function problemsOf(card: unknown): string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  const root = record(card);
  if (root['type'] !== 'AdaptiveCard' || root['version'] !== '1.5') problems.push('no Adaptive Card 1.5');
  if (!isText(root['fallbackText'])) problems.push('no fallbackText');
  walk(root, (node) => problems.push(...problemsOfNode(node, ids)));
  const actions = list(root['actions']);
  if (actions.length > 6) problems.push(`${actions.length} actions`);
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > 25 * 1024) problems.push(`${bytes} bytes`);
  return problems;
}

/** Every text that is drawn without Markdown, and every one that is drawn with it. */
export function textsOf(card: unknown): { plain: string[]; markdown: string[] } {
  const texts: { plain: string[]; markdown: string[] } = { plain: [], markdown: [] };
  walk(record(card), (node) => {
    const text = node['text'];
    if (typeof text === 'string') (node['type'] === 'TextBlock' ? texts.markdown : texts.plain).push(text);
    if (typeof node['title'] === 'string') texts.plain.push(node['title']);
  });
  return texts;
}

/** Everything that can be read on a card, in order. */
export function readCard(card: unknown): string {
  const found: string[] = [];
  walk(record(card), (node) => {
    for (const key of ['text', 'label', 'title']) if (typeof node[key] === 'string') found.push(node[key]);
  });
  return found.join('\n');
}

/** Every action, the ones of rows included, by verb. */
export function actionsOf(card: unknown): Node[] {
  const found: Node[] = [];
  walk(record(card), (node) => {
    if (textOf(node, 'type').startsWith('Action.')) found.push(node);
  });
  return found;
}

export function inputsOf(card: unknown): Node[] {
  const found: Node[] = [];
  walk(record(card), (node) => {
    if (textOf(node, 'type').startsWith('Input.')) found.push(node);
  });
  return found;
}

export type Node = Readonly<Record<string, unknown>>;

/** Elements of schema 1.5 that the cards use. */
const known = [
  'AdaptiveCard',
  'Table',
  'TableRow',
  'TableCell',
  'TextBlock',
  'RichTextBlock',
  'TextRun',
  'Image',
  'Container',
  'ColumnSet',
  'Column',
  'ActionSet',
  'Input.Text',
  'Input.ChoiceSet',
  'Input.Date',
  'Input.Time',
  'Action.Execute',
  'Action.OpenUrl',
  'Action.ShowCard',
  'Action.ToggleVisibility',
  'Input.Toggle',
  'Data.Query',
];
const colors = ['Default', 'Accent', 'Good', 'Warning', 'Attention'];
const weights = ['Default', 'Bolder'];

function problemsOfNode(node: Node, ids: Set<string>): string[] {
  const type = textOf(node, 'type');
  const where = JSON.stringify(node).slice(0, 120);
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => void (holds || problems.push(`${what}: ${where}`));
  if (!('type' in node)) return problems;
  must(known.includes(type) || record(node['fallback'])['type'] !== undefined, 'unknown without fallback');
  if ('id' in node && type !== 'Action.Execute') {
    must(!ids.has(textOf(node, 'id')), 'id twice');
    ids.add(textOf(node, 'id'));
  }
  if (type === 'TextBlock' || type === 'TextRun') {
    must(isText(node['text']), 'no text');
    must(node['color'] === undefined || colors.includes(textOf(node, 'color')), 'odd color');
    must(node['weight'] === undefined || weights.includes(textOf(node, 'weight')), 'odd weight');
  }
  if (type === 'TextBlock') must(typeof node['wrap'] === 'boolean', 'says not whether it wraps');
  if (type === 'RichTextBlock') must(list(node['inlines']).length > 0, 'no inlines');
  if (type === 'Image')
    must(isText(node['altText']) && /^data:image\/png;base64,/.test(textOf(node, 'url')), 'image');
  if (type === 'ProgressBar') must(Number.isInteger(node['value']), 'no whole percent');
  if (type.startsWith('Action.')) must(isText(node['title']), 'action without title');
  if (type === 'Action.Execute') {
    must(isText(node['verb']) && typeof node['data'] === 'object', 'action without verb or data');
    must(
      node['associatedInputs'] === 'auto' || node['associatedInputs'] === 'none',
      'action without associatedInputs',
    );
  }
  if (type.startsWith('Input.')) {
    must(isText(node['id']), 'input without id');
    // A switch says what it is beside itself, and is never in error.
    if (type === 'Input.Toggle') must(isText(node['title']), 'switch without title');
    else {
      must(isText(node['label']) && isText(node['errorMessage']), 'input without label or error');
      must(typeof node['isRequired'] === 'boolean', 'input that says not whether it is required');
    }
  }
  return problems;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'data') continue; // what a button sends
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof each === 'object' && each !== null) walk(each as Node, visit);
    }
  }
}

function record(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function textOf(node: Node, key: string): string {
  const value = node[key];
  return typeof value === 'string' ? value : '';
}
