// Draws the two icons of the app package: a license card with a check mark. Run: node scripts/make-icons.mjs
// Sizes, padding and colors after Microsoft's "Design your Teams app icon" (color 192x192 with the symbol in the
// middle 96x96; outline 32x32, only white pixels and transparency).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

// A shape is a function of a point that returns its distance to the edge in pixels, negative inside.
const circle = (cx, cy, r) => (x, y) => Math.hypot(x - cx, y - cy) - r;
const box = (left, top, right, bottom, r) => (x, y) => {
  const dx = Math.abs(x - (left + right) / 2) - (right - left) / 2 + r;
  const dy = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + r;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - r;
};
const line = (x1, y1, x2, y2, width) => (x, y) => {
  const along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1)) - width / 2;
};
const check = (x, y, size, width) => {
  const short = line(x - size, y, x - size * 0.25, y + size * 0.72, width);
  const long = line(x - size * 0.25, y + size * 0.72, x + size, y - size * 0.72, width);
  return (px, py) => Math.min(short(px, py), long(px, py));
};
const border = (shape, width) => (x, y) => Math.abs(shape(x, y) + width / 2) - width / 2;
const without = (shape, hole) => (x, y) => Math.max(shape(x, y), -hole(x, y));

/** Paints `layers` of [shape, color] over `ground`, edges smoothed over one pixel. */
function paint(size, ground, layers) {
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let [r, g, b, a] = ground;
      for (const [shape, [red, green, blue]] of layers) {
        const cover = Math.min(1, Math.max(0, 0.5 - shape(x + 0.5, y + 0.5)));
        [r, g, b] = [r + (red - r) * cover, g + (green - g) * cover, b + (blue - b) * cover];
        a = Math.max(a, cover * 255);
      }
      pixels.set([r, g, b, a].map(Math.round), (y * size + x) * 4);
    }
  }
  return pixels;
}

function png(size, pixels) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(body.length + 8);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), body.length + 4);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8); // 8 bits a channel, RGB with alpha
  const rows = Buffer.alloc(size * (size * 4 + 1)); // each row begins with its filter, 0 for none
  for (let y = 0; y < size; y += 1)
    pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const [white, blue, pale, green] = [
  [255, 255, 255],
  [15, 84, 140],
  [158, 192, 219],
  [16, 137, 62],
];
const color = paint(
  192,
  [...blue, 255],
  [
    [box(48, 58, 144, 126, 9), white],
    [circle(68, 80, 9), pale],
    [box(84, 73, 130, 79, 3), blue],
    [box(84, 83, 116, 88, 2.5), pale],
    [box(59, 101, 96, 106, 2.5), pale],
    [box(59, 111, 86, 116, 2.5), pale],
    [circle(123, 117, 26), blue],
    [circle(123, 117, 21), green],
    [check(123, 117, 10, 5), white],
  ],
);
const outline = paint(
  32,
  [255, 255, 255, 0],
  [
    [without(border(box(0, 4, 32, 27, 4), 2), circle(23, 22, 11)), white],
    [line(6, 10, 18, 10, 2), white],
    [line(6, 15, 12, 15, 2), white],
    [check(23, 22.5, 6.5, 2.6), white],
  ],
);

const folder = join(import.meta.dirname, '..', 'appPackage');
writeFileSync(join(folder, 'color.png'), png(192, color));
writeFileSync(join(folder, 'outline.png'), png(32, outline));
