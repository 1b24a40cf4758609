import type { ServicePlan } from './product';

/**
 * Services whose end has consequences for people's data, and the part numbers of the plans that bring them (Microsoft:
 * "Product names and service plan identifiers for licensing").
 */
const families = {
  /** Not EXCHANGE_S_FOUNDATION, which is no mailbox, nor add-ons to one. */
  mail: /^EXCHANGE_(?:S|B|L)_(?!FOUNDATION|ARCHIVE)/,
  files: /^(?:ONEDRIVE|SHAREPOINT(?!WAC|STORAGE|_PROJECT|_ADVANCED))/,
  teams: /^(?:TEAMS1|TEAMS_|MCO_TEAMS)/,
  apps: /^OFFICE(?:SUBSCRIPTION|_BUSINESS|_PRO_PLUS)/,
  devices: /^INTUNE_(?:A|B|SMBIZ|EDU)/,
} as const;

export type ServiceFamily = keyof typeof families;
export const serviceFamilies = Object.keys(families) as ServiceFamily[];

/** Which of them some plans bring, the one with the gravest consequences first. */
export function familiesOf(plans: readonly ServicePlan[]): readonly ServiceFamily[] {
  return serviceFamilies.filter((family) =>
    plans.some(({ partNumber }) => families[family].test(partNumber.toUpperCase())),
  );
}
