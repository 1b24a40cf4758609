import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const mostBytes = 1024 * 1024;

/** The text of one file in a zip (APPNOTE.TXT 4.3); undefined when it is not there. @throws RangeError for a broken one */
export function fileInZip(zip: Buffer, wanted: string): string | undefined {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) return undefined;
  let at = zip.readUInt32LE(end + 16);
  for (
    let left = zip.readUInt16LE(end + 10);
    left > 0 && zip.readUInt32LE(at) === directoryEntry;
    left -= 1
  ) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (name === wanted) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
      const isPacked = zip.readUInt16LE(at + 10) !== 0;
      return (isPacked ? inflateRawSync(packed, { maxOutputLength: mostBytes }) : packed).toString('utf8');
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return undefined;
}
