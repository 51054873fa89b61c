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
  const block: Block = { b, i: 0, out: new Uint8Array(size), at: 0 };
  while (block.i < b.length) {
    const token = b[block.i++];
    copyLiterals(block, lengthOf(block, token >> 4));
    if (block.i < b.length) copyMatch(block, token & 0x0f); // the last sequence has no match
  }
  if (block.at !== size) throw corrupt('an lz4 block is shorter than it says');
  return block.out;
}

/** A block that is being unpacked: how far it has been read and written. */
interface Block {
  readonly b: Uint8Array;
  i: number;
  readonly out: Uint8Array;
  at: number;
}

/** A length of 15 goes on in further bytes, of which 255 says that one more follows. */
function lengthOf(block: Block, start: number): number {
  if (start < 15) return start;
  let length = start;
  for (;;) {
    if (block.i >= block.b.length) throw corrupt('an lz4 block ends inside a length');
    const more = block.b[block.i++];
    length += more;
    if (more !== 255) return length;
  }
}

/** Short runs are quicker in a loop than by a call. */
const LOOP_LENGTH = 32;

function copyLiterals(block: Block, length: number): void {
  const { b, i, out, at } = block;
  if (length > out.length - at || length > b.length - i) throw corrupt('an lz4 block copies from beyond its end');
  if (length > LOOP_LENGTH) out.set(b.subarray(i, i + length), at);
  else for (let k = 0; k < length; k++) out[at + k] = b[i + k];
  block.i += length;
  block.at += length;
}

function copyMatch(block: Block, start: number): void {
  const { b, out } = block;
  if (block.i + 2 > b.length) throw corrupt('an lz4 block ends inside a distance');
  const distance = b[block.i] | b[block.i + 1] << 8;
  block.i += 2;
  const length = lengthOf(block, start) + LEAST_MATCH;
  if (distance === 0 || distance > block.at || length > out.length - block.at) throw corrupt('an lz4 block copies from before its start, or to behind its end');
  copyBack(out, block.at, distance, length);
  block.at += length;
}
