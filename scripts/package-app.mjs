// Builds the Teams app package, the zip that an administrator uploads: the manifest with its ids filled in from the
// environment, its language files and icons. Run: npm run package [-- <folder of the manifest> <zip to write>]
// Refuses with a list of everything that is missing or wrong. The same input gives the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strToU8, zipSync } from 'fflate';

const own = join(import.meta.dirname, '..', 'appPackage');
const [folder = own, output = join(own, 'build', 'license-desk.zip')] = process.argv.slice(2);

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const host = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;

/** What the manifest leaves open: the form of each value, and what to do when it is missing. */
const wanted = {
  TEAMS_APP_ID: [guid, 'a GUID of your own that stays the same for ever: node -p "crypto.randomUUID()"'],
  BOT_ID: [guid, "the client id of the bot's registration"],
  BOT_DOMAIN: [host, 'the host under which Teams reaches the bot, as bot.contoso.com; or set PUBLIC_URL'],
};

function readValues(env) {
  const fromUrl = URL.canParse(env.PUBLIC_URL ?? '') ? new URL(env.PUBLIC_URL).host : '';
  const values = { ...env, BOT_DOMAIN: env.BOT_DOMAIN || fromUrl };
  const problems = Object.entries(wanted).flatMap(([name, [form, meaning]]) => {
    const value = values[name]?.trim();
    if (!value) return [`${name} is missing: ${meaning}`];
    return form.test(value) ? [] : [`${name} is "${value}", but must be ${meaning}`];
  });
  return { values, problems };
}

function read(name) {
  return readFileSync(join(folder, name));
}

/** Every file of the package by its name in the zip, all at its root. */
function collect(values) {
  const filled = read('manifest.json')
    .toString('utf8')
    .replace(/\$\{\{(\w+)\}\}/g, (whole, name) => (name in wanted ? values[name].trim() : whole));
  const manifest = JSON.parse(filled);
  const languages = (manifest.localizationInfo?.additionalLanguages ?? []).map(({ file }) => file);
  const names = [...languages, manifest.icons.color, manifest.icons.outline];
  return {
    'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    ...Object.fromEntries(names.map((name) => [name, read(name)])),
  };
}

/** What Microsoft's schemas say against the manifest and the language files; they are part of the validator. */
async function schemaProblems(files) {
  const documents = Object.keys(files).filter((name) => name.endsWith('.json'));
  const checked = documents.map(async (name) => {
    const document = JSON.parse(Buffer.from(files[name]));
    const schema = compilable(await AppManifestUtils.fetchSchema(document.$schema));
    const problems = await AppManifestUtils.validateAgainstSchema(document, schema);
    return problems.map((problem) => `${name}: ${problem}`);
  });
  return (await Promise.all(checked)).flat();
}

/** Some patterns of the language files' schema are no regular expressions in JavaScript's Unicode mode. */
function compilable(schema) {
  const good = Object.entries(schema.patternProperties ?? {}).filter(([pattern]) => {
    try {
      return new RegExp(pattern, 'u');
    } catch {
      return false; // of parts that this app does not have
    }
  });
  return { ...schema, ...(schema.patternProperties && { patternProperties: Object.fromEntries(good) }) };
}

function refuse(problems) {
  console.error(`The app package was not built:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  process.exit(1);
}

const { values, problems } = readValues(process.env);
if (problems.length > 0) refuse(problems);
const files = collect(values);
const invalid = await schemaProblems(files).catch((error) => [error.message]);
if (invalid.length > 0) refuse(invalid);

mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, zipSync(files, { level: 9, mtime: new Date(2000, 0, 1) }));
console.log(`${relative(process.cwd(), output)}: ${Object.keys(files).join(', ')}`);
