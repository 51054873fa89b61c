import { ByteReader, Bytes, bigEndian32, copyBack } from './byte-reader';
import { corrupt, cut } from './damage';

/**
 * Snappy in the framing of snappy-java's SnappyOutputStream: a head, then blocks behind their lengths; a further stream may follow with a head of its own.
 * Source: SnappyCodec and SnappyInputStream of snappy-java 1.1, and https://github.com/google/snappy/blob/main/format_description.txt
 */
export const SNAPPY_MAGIC = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00];
const HEAD = 16;
const LENGTH = 4;
/** A block is 32 KiB by default and what `spark.io.compression.snappy.blockSize` says; far more is no log. */
const MOST_BLOCK_BYTES = 64 * 1024 * 1024;
/** The best that snappy can do is 64 bytes of 3. */
const BEST_RATIO = 64 / 3;

export async function* snappyBlocks(reader: ByteReader): Bytes {
  for (;;) {
    const head = await reader.peek(HEAD);
    if (head.length === 0) return;
    if (SNAPPY_MAGIC.every((byte, index) => byte === head[index])) {
      if ((await reader.take(HEAD)).length < HEAD) throw cut('the head of a snappy stream');
      continue;
    }
    yield await block(reader);
  }
}

async function block(reader: ByteReader): Promise<Uint8Array> {
  const prefix = await reader.take(LENGTH);
  if (prefix.length < LENGTH) throw cut('the length of a snappy block');
  const length = bigEndian32(prefix, 0);
  if (length > MOST_BLOCK_BYTES) throw corrupt('a snappy block is larger than any that Spark writes');
  const bytes = await reader.take(length);
  if (bytes.length < length) throw cut('a snappy block');
  return unpackSnappy(bytes);
}

/** One block of snappy, which begins with its size unpacked. */
export function unpackSnappy(b: Uint8Array): Uint8Array {
  const [size, from] = variableLength(b);
  if (size > MOST_BLOCK_BYTES || size > b.length * BEST_RATIO) throw corrupt('a snappy block claims more than it can hold');
  const out = new Uint8Array(size);
  let at = 0;
  for (let i = from; i < b.length;) {
    const element = readElement(b, i);
    i = element.behind;
    if (element.length > size - at || i > b.length || element.distance > at) throw corrupt('a snappy block copies from or to beyond its ends');
    if (element.distance > 0) copyBack(out, at, element.distance, element.length);
    else out.set(b.subarray(i - element.length, i), at);
    at += element.length;
  }
  if (at !== size) throw corrupt('a snappy block is shorter than it says');
  return out;
}

/** Literals, whose distance is 0 and which stand before `behind`, or a copy. */
interface Element {
  readonly length: number;
  readonly distance: number;
  readonly behind: number;
}

function readElement(b: Uint8Array, at: number): Element {
  const tag = b[at];
  const upper = tag >> 2;
  switch (tag & 3) {
    case 0: return literals(b, at + 1, upper);
    case 1: return copyOf((upper & 7) + 4, (tag >> 5) << 8 | b[at + 1], at + 2);
    case 2: return copyOf(upper + 1, b[at + 1] | b[at + 2] << 8, at + 3);
    default: return copyOf(upper + 1, (b[at + 1] | b[at + 2] << 8 | b[at + 3] << 16 | b[at + 4] << 24) >>> 0, at + 5);
  }
}

function copyOf(length: number, distance: number, behind: number): Element {
  if (!(distance > 0)) throw corrupt('a snappy block copies from where it writes');
  return { length, distance, behind };
}

/** Up to 60 bytes have their length in the tag, others in one to four bytes behind it. */
function literals(b: Uint8Array, at: number, upper: number): Element {
  if (upper < 60) return { length: upper + 1, distance: 0, behind: at + upper + 1 };
  const bytes = upper - 59;
  let length = 1;
  for (let k = 0; k < bytes; k++) length += (b[at + k] ?? 0) * 256 ** k;
  return { length, distance: 0, behind: at + bytes + length };
}

function variableLength(b: Uint8Array): [number, number] {
  let size = 0;
  for (let i = 0; i < 5; i++) {
    if (i >= b.length) break;
    size += (b[i] & 0x7f) * 2 ** (7 * i);
    if (b[i] < 0x80) return [size, i + 1];
  }
  throw corrupt('a snappy block does not begin with its size');
}
