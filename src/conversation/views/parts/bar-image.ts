import { deflateSync } from 'node:zlib';

const width = 800;
const height = 12;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Palette: outside (clear), filled, empty. The grey lets the background through, so it suits light and dark themes. */
const clear = 0;
const filled = 1;
const empty = 2;
const alpha = Buffer.from([0, 255, 90]);

const drawn = new Map<string, string>();

/**
 * A slim bar with round ends as an image of some 300 characters, for clients without ProgressBar. It is one picture
 * because clients disagree on how wide an image in a weighted column is, and a column with a style is as tall as text.
 * @param percent 0 to 100, whole
 * @param color `rrggbb`
 */
export function barImage(percent: number, color: string): string {
  const key = `${percent}/${color}`;
  const known = drawn.get(key);
  if (known) return known;
  const image = `data:image/png;base64,${png(percent, color).toString('base64')}`;
  drawn.set(key, image); // at most 101 for each colour
  return image;
}

function png(percent: number, color: string): Buffer {
  const palette = Buffer.concat([
    Buffer.from('ffffff', 'hex'),
    Buffer.from(color, 'hex'),
    Buffer.from('808080', 'hex'),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits a pixel, palette, no interlacing
  const end = Math.round((width * percent) / 100);
  const rows = Buffer.alloc((width + 1) * height); // each row begins with its filter: 0, none
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = !isInside(x, y) ? clear : x < end ? filled : empty;
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('tRNS', alpha),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Inside the half circles at both ends, or between them. */
function isInside(x: number, y: number): boolean {
  const radius = height / 2;
  const center = Math.min(Math.max(x + 0.5, radius), width - radius);
  return (x + 0.5 - center) ** 2 + (y + 0.5 - radius) ** 2 <= radius ** 2;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** The checksum of the PNG specification, annex D. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
