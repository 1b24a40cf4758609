import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';

/** The pictures of README.md are drawn anew only when `PICTURES=docs` asks for it, so that tests alter no file of the project. */
const folder =
  process.env.PICTURES === 'docs'
    ? path.join(__dirname, '..', '..', 'docs', 'images')
    : path.join(tmpdir(), 'license-desk-pictures');

/** Takes the picture `<name>.png` of a card that stands in a browser. */
export async function picture(card: Locator, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await card.screenshot({ path: path.join(folder, `${name}.png`) });
}
