import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { readPng, type Picture } from './png';
import { folder, manifest } from './support';

const { icons, accentColor } = manifest;

function icon(name: string): Picture {
  return readPng(readFileSync(path.join(folder, name)));
}

/** Each pixel as [red, green, blue, alpha], row by row. */
function pixelsOf({ pixels }: Picture): number[][] {
  return Array.from({ length: pixels.length / 4 }, (_, at) => [...pixels.subarray(at * 4, at * 4 + 4)]);
}

/** Sizes and colors: Microsoft Learn, "Create your Teams app package", section on icons. */
describe('the color icon', () => {
  const color = icon(icons.color);
  const pixels = pixelsOf(color);
  const ground = [1, 3, 5].map((at) => Number.parseInt(accentColor.slice(at, at + 2), 16));

  it('is 192 by 192 and solid', () => {
    expect([color.width, color.height]).toEqual([192, 192]);
    expect(pixels.every(([, , , alpha]) => alpha === 255)).toBe(true);
  });

  it('keeps its symbol in the middle 96 by 96, on the accent color', () => {
    const inMiddle = (at: number): boolean => at >= 48 && at < 144;
    const outside = pixels.filter((_, at) => !inMiddle(at % 192) || !inMiddle(Math.floor(at / 192)));
    expect(new Set(outside.map(String))).toEqual(new Set([String([...ground, 255])]));
    expect(new Set(pixels.map(String)).size).toBeGreaterThan(3);
  });
});

describe('the outline icon', () => {
  const outline = icon(icons.outline);
  const pixels = pixelsOf(outline);

  it('is 32 by 32, nothing but white and transparency', () => {
    expect([outline.width, outline.height]).toEqual([32, 32]);
    expect(pixels.filter(([red, green, blue]) => Math.min(red ?? 0, green ?? 0, blue ?? 0) < 255)).toEqual(
      [],
    );
  });

  it('shows something, and lets the ground through', () => {
    const visible = pixels.filter(([, , , alpha]) => alpha === 255).length;
    const clear = pixels.filter(([, , , alpha]) => alpha === 0).length;
    expect(visible).toBeGreaterThan(100);
    expect(clear).toBeGreaterThan(visible);
  });
});

describe('the reader of these tests', () => {
  it('undoes every filter of a row', () => {
    const color = readFileSync(path.join(folder, icons.color));
    const header = Buffer.from(color.subarray(8, 33));
    const file = (rows: number[][]): Buffer => {
      header.writeUInt32BE(2, 8);
      header.writeUInt32BE(rows.length, 12);
      return Buffer.concat([color.subarray(0, 8), seal(header), pack(rows)]);
    };
    const rows = [
      [0, 10, 20, 30, 40, 50, 60, 70, 80],
      [1, 10, 20, 30, 40, 40, 40, 40, 40],
      [2, 0, 0, 0, 0, 0, 0, 0, 0],
      [3, 5, 10, 15, 20, 20, 20, 20, 20],
      [4, 0, 0, 0, 0, 0, 0, 0, 0],
    ];
    const { pixels } = readPng(file(rows));
    expect([...pixels]).toEqual([
      ...[10, 20, 30, 40, 50, 60, 70, 80],
      ...[10, 20, 30, 40, 50, 60, 70, 80],
      ...[10, 20, 30, 40, 50, 60, 70, 80],
      ...[10, 20, 30, 40, 50, 60, 70, 80],
      ...[10, 20, 30, 40, 50, 60, 70, 80],
    ]);
  });
});

function pack(rows: number[][]): Buffer {
  const data = deflateSync(Buffer.from(rows.flat()));
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write('IDAT', 4, 'latin1');
  data.copy(chunk, 8);
  return seal(chunk);
}

function seal(chunk: Buffer): Buffer {
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}
