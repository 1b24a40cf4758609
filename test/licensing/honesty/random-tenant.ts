import type { Sandbox } from '../../../src/sandbox';
import { pick, seededGuid } from '../../../src/sandbox/random';
import { newGroup, newUser, type Actor, type Group, type User } from '../../../src/sandbox/tenant';

type Random = () => number;

const nobodySpecial: Actor = { kind: 'app', appId: null, name: 'a test' };
const countries = ['US', 'NO', 'DE', 'IN', 'RU', 'BY', 'CN'];
/** Sold to people; the rest of what the sandbox owns is for the whole organization or suspended. */
const sold = [
  'SPE_E3',
  'SPE_E5',
  'STANDARDPACK',
  'SPE_F1',
  'VISIOCLIENT',
  'PROJECTPROFESSIONAL',
  'POWER_BI_PRO',
  'Microsoft_365_Copilot',
  'MCOEV',
  'MCOMEETADV',
  'WORKPLACE_ANALYTICS',
  'PBI_PREMIUM_PER_USER',
  'EXCHANGESTANDARD',
];
/** What people hold by themselves, as it grew over the years. */
const held = ['SPE_E3', 'STANDARDPACK', 'SPE_F1', 'EXCHANGESTANDARD', 'POWER_BI_PRO', 'VISIOCLIENT'];

export function productsSold(sandbox: Sandbox): readonly string[] {
  return sold.map((part) => skuOf(sandbox, part).skuId);
}

function skuOf({ tenant }: Sandbox, part: string) {
  const found = [...tenant.skus.values()].find(({ skuPartNumber }) => skuPartNumber === part);
  if (!found) throw new Error(`The sandbox does not own ${part}.`);
  return found;
}

/** Some service plans of a product, mostly none. */
export function somePlans(sandbox: Sandbox, skuId: string, random: Random): readonly string[] {
  const plans = sandbox.tenant.skus.get(skuId)?.plans ?? [];
  if (plans.length === 0 || random() < 0.6) return [];
  return [...new Set([pick(plans, random).id, pick(plans, random).id])];
}

/**
 * Fills a sandbox with people and groups of chance: people hold things by themselves and through several groups, some
 * have no usage location, some addresses are claimed twice, seats are scarce, one product of a group may have ended.
 * @returns groups whose licenses may be changed
 */
export function fillByChance(sandbox: Sandbox, random: Random): readonly Group[] {
  const { tenant, engine } = sandbox;
  prohibit(sandbox, 'VISIOCLIENT', ['CN']);
  prohibit(sandbox, 'SPE_E5', ['BY']);
  const people = Array.from({ length: 90 }, (_, index) => person(random, index));
  for (const user of people) {
    tenant.addUser(user);
    if (random() < 0.4) tryTo(() => giveDirectly(sandbox, user, random));
  }
  const groups = Array.from({ length: 9 }, (_, index) => {
    const group = newGroup({ id: seededGuid(random), displayName: `Group of chance ${index}` });
    tenant.addGroup(group);
    const size = 4 + Math.floor(random() * 26);
    for (let count = 0; count < size; count += 1) tenant.join(group, pick(people, random).id);
    return group;
  });
  for (const group of groups) {
    const wanted = random() < 0.35 ? 0 : random() < 0.6 ? 1 : 2;
    const skus = productsSold(sandbox);
    group.licenses = [...new Set(Array.from({ length: wanted }, () => pick(skus, random)))].map((skuId) => ({
      skuId,
      disabledPlans: somePlans(sandbox, skuId, random),
    }));
    if (random() < 0.05)
      group.licenses = [...group.licenses, { skuId: seededGuid(random), disabledPlans: [] }];
    engine.finishNow(group);
  }
  for (const part of sold) {
    if (random() < 0.5) continue;
    const sku = skuOf(sandbox, part);
    const spare = Math.floor(random() * 14) - 1;
    sku.units.enabled = tenant.consumed(sku.skuId) + spare - sku.units.warning;
  }
  return groups;
}

function person(random: Random, index: number): User {
  const id = seededGuid(random);
  return newUser({
    id,
    displayName: `Person ${index}`,
    userPrincipalName: `person${index}@contoso.example`,
    mail: `person${index}@contoso.example`,
    usageLocation: random() < 0.15 ? null : pick(countries, random),
    // One in fifty claims an address that others claim as well: nobody can know that beforehand.
    proxyAddresses: random() < 0.02 ? ['shared@contoso.example'] : [],
  });
}

function giveDirectly(sandbox: Sandbox, user: User, random: Random): void {
  const { skuId } = skuOf(sandbox, pick(held, random));
  const license = { skuId, disabledPlans: somePlans(sandbox, skuId, random) };
  sandbox.engine.assignToUser(user, [license], [], nobodySpecial);
}

/** In every tenant the same countries: they are Microsoft's, not the tenant's. */
function prohibit(sandbox: Sandbox, part: string, prohibitedIn: readonly string[]): void {
  const sku = skuOf(sandbox, part);
  sandbox.tenant.skus.set(sku.skuId, { ...sku, prohibitedIn });
}

/** What the tenant refuses does not happen. */
function tryTo(act: () => void): void {
  try {
    act();
  } catch (error) {
    if ((error as Error).name !== 'LicenseRefusal') throw error;
  }
}
