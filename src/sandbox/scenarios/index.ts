import { conflicts } from './conflicts';
import { contoso } from './contoso';
import { large } from './large';
import { nested } from './nested';
import type { Scenario } from './scenario';
import { soldOut } from './sold-out';
import { storm } from './storm';

export { buildTenant, emptyTenant, fillTenant, type BuildOptions } from './build';
export { generate, type GenerateOptions } from './generate';
export type { Licensing } from './license';
export type { GroupSeed, RoleSeed, Scenario, Size } from './scenario';
export { sizeFrom } from './size';

/** Every ready-made tenant; the first is the default. */
export const scenarios: readonly Scenario[] = [contoso, soldOut, conflicts, nested, storm, large];

/**
 * The scenario of a name, in any case of letters.
 * @throws Error with a sentence for the person, when there is none
 */
export function findScenario(name: string): Scenario {
  const found = scenarios.find((each) => each.name === name.trim().toLowerCase());
  if (found) return found;
  const names = scenarios.map((each) => each.name).join(', ');
  throw new Error(
    `There is no scenario "${name.slice(0, 50)}". Choose one of these with SANDBOX_SCENARIO: ${names}.`,
  );
}
