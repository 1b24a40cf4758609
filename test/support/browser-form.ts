import type { Locator, Page } from 'playwright-core';

/**
 * By the label that a person reads: text and numbers as typed, dates as `2026-12-31`, a choice by its
 * title, a toggle by true or false.
 */
export type FormValues = Readonly<Record<string, string | boolean>>;

const roles = ['textbox', 'spinbutton', 'combobox', 'checkbox'] as const;

/** The chat may redraw the card several times while messages come in; after that something is wrong. */
const attempts = 5;

/**
 * Fills a card and returns only when all values stand in it. The Playground draws the cards of the
 * open chat anew, empty, whenever something happens there, and once at the first move of the mouse
 * over them: so the mouse goes there first, and values that were lost are entered again.
 */
export async function fillCard(page: Page, card: Locator, values: FormValues): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await card.hover();
    await settle(page);
    for (const [label, value] of Object.entries(values)) await enter(page, input(card, label), value);
    await settle(page);
    if (await holds(card, values)) return;
  }
  throw new Error(`the card lost its values ${attempts} times: ${JSON.stringify(values)}`);
}

/** The input with this label. Roles tell it from the buttons that a choice set and a number carry as well. */
function input(card: Locator, label: string): Locator {
  const named = { name: label, exact: true };
  return roles.map((role) => card.getByRole(role, named)).reduce((either, other) => either.or(other));
}

async function enter(page: Page, field: Locator, value: string | boolean): Promise<void> {
  if (typeof value === 'boolean') return field.setChecked(value);
  if (await isChoice(field)) {
    await field.click();
    await page.getByRole('option', { name: value, exact: true }).click(); // drawn outside the card
    return;
  }
  await field.fill(await spelled(field, value));
  // An open calendar would hide the rest of the page from queries by role, and Enter leaves it open.
  if ((await field.getAttribute('role')) !== null) await field.press('Tab');
}

async function holds(card: Locator, values: FormValues): Promise<boolean> {
  for (const [label, value] of Object.entries(values)) {
    const field = input(card, label);
    if (typeof value === 'boolean' && (await field.isChecked()) !== value) return false;
    if (typeof value === 'string' && !(await shows(field, value))) return false;
  }
  return true;
}

/** A date is shown in words once it is taken, so there only its presence can be asked for. */
async function shows(field: Locator, value: string): Promise<boolean> {
  const shown = await field.inputValue();
  return (await isDate(field)) ? shown !== '' : shown === value;
}

async function isDate(field: Locator): Promise<boolean> {
  return (await field.getAttribute('aria-haspopup')) === 'dialog';
}

async function isChoice(field: Locator): Promise<boolean> {
  return (await field.getAttribute('role')) === 'combobox' && !(await isDate(field));
}

/** The calendar reads dates the American way, as the page's language is en-US. */
async function spelled(field: Locator, value: string): Promise<string> {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  return (await isDate(field)) && year ? `${month}/${day}/${year}` : value;
}

/** Waits until the page has drawn ten frames without a change to its elements. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    let quiet = 0;
    const observer = new MutationObserver(() => { quiet = 0; });
    observer.observe(document.body, { childList: true, subtree: true });
    const frame = () => {
      quiet += 1;
      if (quiet < 10) return requestAnimationFrame(frame);
      observer.disconnect();
      resolve();
    };
    requestAnimationFrame(frame);
  })`);
}
