import type { Locator, Page } from 'playwright-core';

/**
 * By the label that a person reads: text and numbers as typed, dates as `2026-12-31`, a choice by its
 * title or what it begins with, a toggle or one of several choices in sight by true or false.
 */
export type FormValues = Readonly<Record<string, string | boolean | RegExp>>;

const roles = ['textbox', 'spinbutton', 'combobox', 'checkbox', 'radio'] as const;

/** The chat may redraw the card several times while messages come in; after that something is wrong. */
const attempts = 5;

/** Where the inputs lie folded away: the title of the button that shows them. */
export interface Folded {
  readonly behind?: string;
}

/**
 * Fills a card and returns only when all values stand in it. The Playground draws the cards of the
 * open chat anew, empty and folded, whenever something happens there, and once at the first move of the
 * mouse over them: so the mouse goes there first, and values that were lost are entered again.
 * @throws Error with the values when the card never holds all of them, its cause the last reason
 */
export async function fillCard(
  page: Page,
  card: Locator,
  values: FormValues,
  folded: Folded = {},
): Promise<void> {
  await again(values, () => fillOnce(page, card, values, folded));
}

/**
 * Fills a card and presses the last of its buttons with this title. The button is the one that was drawn
 * together with the inputs: where the card was drawn anew since then it is filled again, so that a form
 * never leaves without its values.
 * @throws Error as {@link fillCard}
 */
export async function submitCard(
  page: Page,
  card: Locator,
  values: FormValues,
  button: string,
  folded: Folded = {},
): Promise<void> {
  await again(values, async () => {
    if (!(await fillOnce(page, card, values, folded))) return false;
    const drawn = await card.getByRole('button', { name: button, exact: true }).last().elementHandle();
    if (!drawn || !(await holds(card, values))) return false;
    await drawn.click();
    return true;
  });
}

/** Presses a button of a card that has no inputs, after the mouse had the card drawn anew. */
export async function pressCard(page: Page, card: Locator, button: string): Promise<void> {
  await card.hover();
  await settle(page);
  await card.getByRole('button', { name: button, exact: true }).click();
}

/** Until `attempt` succeeds. What it waited for in vain, or held in its hand, may be gone with the card. */
async function again(values: FormValues, attempt: () => Promise<boolean>): Promise<void> {
  let cause: unknown;
  for (let count = 0; count < attempts; count += 1) {
    try {
      if (await attempt()) return;
    } catch (error) {
      cause = error;
    }
  }
  throw new Error(`the card lost its values ${attempts} times: ${Object.keys(values).join(', ')}`, { cause });
}

/** @returns whether all values stand in the card now */
async function fillOnce(page: Page, card: Locator, values: FormValues, folded: Folded): Promise<boolean> {
  await card.hover();
  await settle(page);
  const [first] = Object.keys(values);
  if (folded.behind && first && !(await input(card, first).isVisible()))
    await card.getByRole('button', { name: folded.behind, exact: true }).first().click();
  for (const [label, value] of Object.entries(values)) await enter(page, input(card, label), value);
  await settle(page);
  return holds(card, values);
}

/** The input with this label. Roles tell it from the buttons that a choice set and a number carry as well. */
function input(card: Locator, label: string): Locator {
  const named = { name: label, exact: true };
  return roles.map((role) => card.getByRole(role, named)).reduce((either, other) => either.or(other));
}

async function enter(page: Page, field: Locator, value: FormValues[string]): Promise<void> {
  if (typeof value === 'boolean') return field.setChecked(value);
  if (value instanceof RegExp || (await isChoice(field))) {
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
    if (!(await field.isVisible())) return false;
    if (typeof value === 'boolean' && (await field.isChecked()) !== value) return false;
    if (typeof value !== 'boolean' && !(await shows(field, value))) return false;
  }
  return true;
}

/** A date is shown in words once it is taken, so there only its presence can be asked for. */
async function shows(field: Locator, value: string | RegExp): Promise<boolean> {
  const shown = await field.inputValue();
  if (value instanceof RegExp) return value.test(shown);
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
