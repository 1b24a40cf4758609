import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

/** Microsoft's own types, read from the declarations so that a test can hold an answer against them. */
const declarations = readDeclarations();

interface Declarations {
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>;
  readonly aliases: ReadonlyMap<string, ts.TypeNode>;
}

function readDeclarations(): Declarations {
  const folder = join(
    createRequire(__filename).resolve('@microsoft/microsoft-graph-types/package.json'),
    '..',
  );
  const text = readFileSync(join(folder, 'microsoft-graph.d.ts'), 'utf8');
  const file = ts.createSourceFile('microsoft-graph.d.ts', text, ts.ScriptTarget.Latest);
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const aliases = new Map<string, ts.TypeNode>();
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement)) interfaces.set(statement.name.text, statement);
    if (ts.isTypeAliasDeclaration(statement)) aliases.set(statement.name.text, statement.type);
  }
  return { interfaces, aliases };
}

/** The properties of a type with those of the types that it extends. */
export function propertiesOf(type: string): ReadonlyMap<string, ts.TypeNode> {
  const found = new Map<string, ts.TypeNode>();
  const declared = declarations.interfaces.get(type);
  if (!declared) throw new Error(`microsoft-graph-types has no ${type}`);
  for (const { types } of declared.heritageClauses ?? [])
    for (const { expression } of types)
      if (ts.isIdentifier(expression)) for (const each of propertiesOf(expression.text)) found.set(...each);
  for (const member of declared.members)
    if (ts.isPropertySignature(member) && ts.isIdentifier(member.name) && member.type)
      found.set(member.name.text, member.type);
  return found;
}

/** What in a value does not belong to a type: each a path with what is wrong. Annotations such as @odata.type pass. */
export function strangersIn(value: unknown, type: string, path = type): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const known = propertiesOf(ownTypeOf(value) ?? type);
  return Object.entries(value).flatMap(([name, each]) => {
    if (name.startsWith('@')) return [];
    const declared = known.get(name);
    return declared ? misfits(each, declared, `${path}.${name}`) : [`${path}.${name} is not known`];
  });
}

/** The type that an object in a mixed list says it has: "#microsoft.graph.user" is declared as User. */
function ownTypeOf(value: object): string | undefined {
  const own = (value as Readonly<Record<string, unknown>>)['@odata.type'];
  const name = typeof own === 'string' ? own.replace('#microsoft.graph.', '') : '';
  return name ? name.charAt(0).toUpperCase() + name.slice(1) : undefined;
}

function misfits(value: unknown, type: ts.TypeNode, path: string): readonly string[] {
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    const name = type.typeName.text;
    const [argument] = type.typeArguments ?? [];
    if (name === 'NullableOption' && argument) return value === null ? [] : misfits(value, argument, path);
    if (declarations.interfaces.has(name)) return strangersIn(value, name, path);
    const alias = declarations.aliases.get(name);
    if (alias) return misfits(value, alias, path);
  }
  if (ts.isArrayTypeNode(type)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((each, index) => misfits(each, type.elementType, `${path}[${index}]`));
  }
  if (ts.isParenthesizedTypeNode(type)) return misfits(value, type.type, path);
  if (ts.isUnionTypeNode(type))
    return type.types.some((each) => misfits(value, each, path).length === 0)
      ? []
      : [`${path} is ${JSON.stringify(value)}`];
  const fits =
    (type.kind === ts.SyntaxKind.StringKeyword && typeof value === 'string') ||
    (type.kind === ts.SyntaxKind.NumberKeyword && typeof value === 'number') ||
    (type.kind === ts.SyntaxKind.BooleanKeyword && typeof value === 'boolean') ||
    (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) && type.literal.text === value) ||
    type.kind === ts.SyntaxKind.AnyKeyword;
  return fits ? [] : [`${path} is ${JSON.stringify(value)}`];
}
