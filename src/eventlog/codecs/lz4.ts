import { ByteReader, Bytes, copyBack, littleEndian32 } from './byte-reader';
import { corrupt, cut } from './damage';
import { xxHash32 } from './xxhash32';

/**
 * The stream of blocks that lz4-java writes, which is not LZ4's own frame format.
 * Source: LZ4BlockOutputStream of lz4-java 1.8, and https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export const LZ4_MAGIC = 'LZ4Block';
const HEADER = 21;
const TOKEN_AT = 8;
const RAW = 0x10;
const PACKED = 0x20;
/** The low half of the token is the logarithm of the largest block, less this. */
const LEVEL_BASE = 10;
const SEED = 0x9747b28c;
/** lz4-java keeps 28 bits of the checksum. */
const CHECKSUM_BITS = 0x0fffffff;
const LEAST_MATCH = 4;

interface BlockHeader {
  readonly packed: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly checksum: number;
}

export async function* lz4Blocks(reader: ByteReader): Bytes {
  for (;;) {
    const bytes = await reader.take(HEADER);
    if (bytes.length === 0) return;
    if (bytes.length < HEADER) throw cut('the head of an lz4 block');
    const header = readHeader(bytes);
    const block = await reader.take(header.packedBytes);
    if (block.length < header.packedBytes) throw cut('an lz4 block');
    if (header.bytes > 0) yield checked(header.packed ? unpackLz4(block, header.bytes) : block, header.checksum);
  }
}

function readHeader(b: Uint8Array): BlockHeader {
  const token = b[TOKEN_AT];
  const method = token & 0xf0;
  const [packedBytes, bytes, checksum] = [9, 13, 17].map(at => littleEndian32(b, at));
  const isMagic = [...LZ4_MAGIC].every((letter, index) => b[index] === letter.charCodeAt(0));
  const fits = method === PACKED ? packedBytes <= bytes : method === RAW && packedBytes === bytes;
  if (!isMagic || !fits || bytes > 2 ** (LEVEL_BASE + (token & 0x0f))) throw corrupt('the head of an lz4 block is not one');
  return { packed: method === PACKED, packedBytes, bytes, checksum };
}

function checked(block: Uint8Array, checksum: number): Uint8Array {
  if ((xxHash32(block, SEED) & CHECKSUM_BITS) !== checksum) throw corrupt('an lz4 block does not have its checksum');
  return block;
}

/** One block of LZ4, whose size unpacked is known. */
export function unpackLz4(b: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < b.length;) {
    const token = b[i++];
    let literals = token >> 4;
    if (literals === 15) [literals, i] = longLength(b, i, literals);
    if (literals > size - at || literals > b.length - i) throw corrupt('an lz4 block copies from beyond its end');
    copyLiterals(out, at, b, i, literals);
    at += literals;
    i += literals;
    if (i === b.length) break; // the last sequence has no match
    const distance = b[i] | b[i + 1] << 8;
    i += 2;
    let length = token & 0x0f;
    if (length === 15) [length, i] = longLength(b, i, length);
    length += LEAST_MATCH;
    if (distance === 0 || distance > at || length > size - at || i > b.length) throw corrupt('an lz4 block copies from before its start, or to behind its end');
    copyBack(out, at, distance, length);
    at += length;
  }
  if (at !== size) throw corrupt('an lz4 block is shorter than it says');
  return out;
}

/** Further bytes of a length, of which 255 says that one more follows. */
function longLength(b: Uint8Array, from: number, start: number): [number, number] {
  let [length, i] = [start, from];
  for (;;) {
    if (i >= b.length) throw corrupt('an lz4 block ends inside a length');
    const more = b[i++];
    length += more;
    if (more !== 255) return [length, i];
  }
}

/** Short runs are quicker in a loop than by a call. */
const LOOP_LENGTH = 32;

function copyLiterals(out: Uint8Array, at: number, b: Uint8Array, from: number, length: number): void {
  if (length > LOOP_LENGTH) out.set(b.subarray(from, from + length), at);
  else for (let k = 0; k < length; k++) out[at + k] = b[from + k];
}
