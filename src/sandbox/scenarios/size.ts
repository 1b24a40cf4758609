import type { Size } from './scenario';

/** Above these a tenant does not fit into the memory that Node.js has by itself. */
const most = { users: 1_000_000, groups: 20_000 };

/**
 * How much to generate: `SANDBOX_USERS` and `SANDBOX_GROUPS` where they are given, otherwise as the scenario says.
 * The largest group keeps its share of the people.
 * @throws Error with a sentence for the person, when a number is not one or is too large
 */
export function sizeFrom(env: Readonly<Record<string, string | undefined>>, usual: Size): Size {
  const users = count(env, 'SANDBOX_USERS', most.users) ?? usual.users;
  const groups = count(env, 'SANDBOX_GROUPS', most.groups) ?? usual.groups;
  const share = usual.users > 0 ? usual.largestGroup / usual.users : 0;
  return { users, groups, largestGroup: Math.min(users, Math.ceil(users * share)) };
}

function count(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  limit: number,
): number | undefined {
  const text = env[name]?.trim();
  if (!text) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value <= limit) return value;
  throw new Error(`${name} is a whole number from 0 to ${limit}, not "${text.slice(0, 20)}".`);
}
