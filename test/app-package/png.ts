import { crc32, inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue, alpha. */
  readonly pixels: Uint8Array;
}

const signature = '89504e470d0a1a0a';

/** Reads the kind of PNG that the app's icons are: 8 bits a channel, with alpha, not interlaced. */
export function readPng(file: Buffer): Picture {
  if (file.subarray(0, 8).toString('hex') !== signature) throw new Error('not a PNG');
  const chunks = readChunks(file);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!header) throw new Error('a PNG without a header');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const format = header.subarray(8, 13).toString('hex');
  if (format !== '0806000000') throw new Error(`not 8 bit RGB with alpha: ${format}`);
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(packed)), width * 4, height) };
}

function readChunks(file: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < file.length;) {
    const end = at + 8 + file.readUInt32BE(at);
    const body = file.subarray(at + 4, end);
    if (crc32(body) !== file.readUInt32BE(end)) throw new Error(`a damaged chunk at ${at}`);
    chunks.push({ type: body.subarray(0, 4).toString('latin1'), data: body.subarray(4) });
    at = end + 4;
  }
  return chunks;
}

/** Undoes the five row filters of the PNG specification (section 9, "Filtering"). */
function unfilter(rows: Buffer, rowLength: number, height: number): Uint8Array {
  if (rows.length !== (rowLength + 1) * height) throw new Error('rows are missing');
  const pixels = new Uint8Array(rowLength * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (rowLength + 1)] ?? 0;
    for (let x = 0; x < rowLength; x += 1) {
      const left = x < 4 ? 0 : (pixels[y * rowLength + x - 4] ?? 0);
      const up = y === 0 ? 0 : (pixels[(y - 1) * rowLength + x] ?? 0);
      const corner = y === 0 || x < 4 ? 0 : (pixels[(y - 1) * rowLength + x - 4] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      if (guess === undefined) throw new Error(`no such row filter: ${filter}`);
      pixels[y * rowLength + x] = (rows[y * (rowLength + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
