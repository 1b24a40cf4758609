import { customType } from 'drizzle-orm/pg-core';

/** PostgreSQL stores no NUL characters and no half surrogates, and a directory may hold either in a name. */
function storable(value: string): string {
  return value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Text from people and directories; what PostgreSQL would refuse is taken out on the way in. */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: storable,
});

/** A value kept whole as JSON; its texts are treated like any other. */
export const jsonb = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: storableJson,
});

/** JSON whose texts PostgreSQL can store. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const noRow = '00000000-0000-0000-0000-000000000000';

/** An id. One that comes out of card data may be anything; a wrong form is the id of no row, not an error. */
export const uuid = customType<{ data: string; driverData: string }>({
  dataType: () => 'uuid',
  toDriver: (value) => (uuidForm.test(value) ? value : noRow),
});
