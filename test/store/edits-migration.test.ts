import { drizzle } from 'drizzle-orm/pglite';
import { changeRepository } from '../../src/store/changes';
import { migrate } from '../../src/store/migrate';
import { migrations } from '../../src/store/migrations';
import * as schema from '../../src/store/schema';
import { barePglite } from '../support/bare-pglite';
import { ids } from '../support/builders';

/** A store of the version before changes said what they do, with a grant, the removal that ended it, and another. */
it('changes from before edits give or take away their one product', async () => {
  const { pglite, close } = await barePglite();
  const earlier = migrations.slice(
    0,
    migrations.findIndex(({ name }) => name === '0005-edits'),
  );
  for (const statement of earlier.flatMap(({ statements }) => statements)) await pglite.exec(statement);
  const names = earlier.map(({ name }) => `('${name}')`).join(',');
  const row = (number: number, kind: string, request: string): string =>
    `(gen_random_uuid(), ${number}, 't', '${kind}', 'done', 1, 'g', 'g', '${ids.e3}', 'Microsoft 365 E3', '["p1"]',
      'a', 'a', 'c', 'en', '{}', ${request}, now())`;
  await pglite.exec(`
    create table license_desk_migrations (name text primary key, at timestamptz not null default now());
    insert into license_desk_migrations (name) values ${names};
    insert into changes (id, number, tenant_id, kind, state, revision, group_id, group_name, sku_id, product_name,
      disabled_plans, asker_id, asker_name, conversation_id, locale, forecast, request, created_at)
    values ${row(1, 'assign', `'{"endedBy": 2}'`)}, ${row(2, 'remove', 'null')}, ${row(3, 'remove', 'null')}`);
  const database = drizzle(pglite, { schema });
  await migrate(database);
  const changes = changeRepository(database);
  const product = { skuId: ids.e3, name: 'Microsoft 365 E3' };
  expect(await changes.byNumber('t', 1)).toMatchObject({
    edit: { add: [{ ...product, disabledPlans: ['p1'] }], remove: [] },
    origin: {},
    before: null,
  });
  expect(await changes.byNumber('t', 2)).toMatchObject({
    edit: { add: [], remove: [product] },
    origin: { grant: 1 },
  });
  expect(await changes.byNumber('t', 3)).toMatchObject({ origin: {} });
  await close();
});
