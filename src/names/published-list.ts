import { parse } from 'csv-parse/sync';
import { DeskError } from '../errors';
import type { PublishedNames } from './names';
import { readablePartNumber } from './readable';

/** Microsoft's list has 6,000 rows with at most 110 characters in a field (July 2026). */
const mostRows = 50_000;
const longestName = 200;

/** Columns of Microsoft's list that are read, in lower case. */
const columns = {
  product: 'product_display_name',
  skuId: 'guid',
  plan: 'service_plans_included_friendly_names',
  planPart: 'service_plan_name',
  planId: 'service_plan_id',
} as const;

/**
 * Reads Microsoft's "Product names and service plan identifiers for licensing", one row for each product and plan.
 * The file has a byte order mark or the remains of one, non-breaking spaces and tabs in ids, and several spellings of
 * one name: of these the most frequent is taken that is neither the part number nor all capitals.
 * @throws DeskError `names.unreadable` when the text is no such list
 */
export function readPublishedList(text: string): PublishedNames {
  const rows = readRows(text);
  const [products, plans] = [new Spellings(), new Spellings()];
  for (const row of rows) {
    // Names of variants for governments end like their part numbers.
    products.add(row.skuId, readablePartNumber(row.product), '');
    plans.add(row.planId, row.plan, row.planPart);
  }
  const list = { products: products.best(), plans: plans.best() };
  if (Object.keys(list.products).length === 0) throw unreadable('it names no product');
  return list;
}

type Row = Readonly<Record<keyof typeof columns, string>>;

function readRows(text: string): readonly Row[] {
  const cells = parse(text, {
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    to: mostRows,
  });
  const header = (cells[0] ?? []).map((cell) =>
    cleaned(cell)
      .toLowerCase()
      .replace(/^[^a-z]+/, ''),
  );
  const places = Object.fromEntries(
    Object.entries(columns).map(([name, title]) => [name, header.indexOf(title)]),
  ) as Record<keyof typeof columns, number>;
  const missing = Object.entries(columns).filter(([name]) => places[name as keyof typeof columns] < 0);
  if (missing.length > 0) throw unreadable(`it has no column ${missing[0]?.[1]}`);
  const cell = (row: readonly string[], name: keyof typeof columns): string =>
    cleaned(row[places[name]] ?? '');
  return cells.slice(1).map((row) => ({
    product: cell(row, 'product'),
    skuId: cell(row, 'skuId').toLowerCase(),
    plan: cell(row, 'plan'),
    planPart: cell(row, 'planPart'),
    planId: cell(row, 'planId').toLowerCase(),
  }));
}

/** No control, direction or half characters, spaces as people see them, and no more than a name. */
function cleaned(cell: string): string {
  return cell
    .slice(0, longestName * 4)
    .replace(/[\s\u00a0]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
    .slice(0, longestName);
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How often each spelling of a name stands in the list. */
class Spellings {
  private readonly byId = new Map<string, Map<string, number>>();

  add(key: string, name: string, partNumber: string): void {
    if (!id.test(key) || !isName(name, partNumber)) return;
    const spellings = this.byId.get(key) ?? new Map<string, number>();
    this.byId.set(key, spellings.set(name, (spellings.get(name) ?? 0) + 1));
  }

  best(): Record<string, string> {
    const names = [...this.byId].map(([key, spellings]) => {
      const [first] = [...spellings].sort(([, one], [, other]) => other - one);
      return [key, withoutRetired(first?.[0] ?? '')] as const;
    });
    return Object.fromEntries(names);
  }
}

/** Some rows repeat the part number, or shout the name and cut it short. One word in capitals may be a name. */
function isName(name: string, partNumber: string): boolean {
  if (name === '' || name === partNumber || name.includes('_')) return false;
  return name !== name.toUpperCase() || !name.includes(' ');
}

/** "RETIRED - Kaizala" stands at K in a list. */
function withoutRetired(name: string): string {
  const retired = /^retired\s*[-–]\s*(.+)$/i.exec(name)?.[1];
  return retired ? `${retired} (retired)` : name;
}

function unreadable(why: string): DeskError {
  return new DeskError('names.unreadable', `The list of product names cannot be used: ${why}.`);
}
