import { ByteReader, Bytes, copyBack } from './byte-reader';
import { corrupt, cut } from './damage';

/**
 * Chunks of LZF. Source: LZFChunk and VanillaChunkDecoder of ning/compress 1.1 (https://github.com/ning/compress/wiki/LZFFormat).
 */
export const LZF_MAGIC = 'ZV';
const TYPE_AT = 2;
const RAW = 0;
const PACKED = 1;
const RAW_HEADER = 5;
const PACKED_HEADER = 7;
const LITERALS = 32;

export async function* lzfChunks(reader: ByteReader): Bytes {
  for (;;) {
    const head = await reader.peek(PACKED_HEADER);
    if (head.length === 0) return;
    if (head.length < RAW_HEADER) throw cut('the head of an lzf chunk');
    if (head[0] !== LZF_MAGIC.charCodeAt(0) || head[1] !== LZF_MAGIC.charCodeAt(1) || head[TYPE_AT] > PACKED) throw corrupt('the head of an lzf chunk is not one');
    yield await chunk(reader, head[TYPE_AT], head);
  }
}

async function chunk(reader: ByteReader, type: number, head: Uint8Array): Promise<Uint8Array> {
  const stored = head[3] << 8 | head[4];
  const size = head[5] << 8 | head[6]; // of a packed one only
  const header = type === RAW ? RAW_HEADER : PACKED_HEADER;
  await reader.take(header);
  const bytes = await reader.take(stored);
  if (bytes.length < stored) throw cut('an lzf chunk');
  return type === RAW ? bytes : unpackLzf(bytes, size);
}

/** One chunk of LZF, whose size unpacked is known. */
export function unpackLzf(b: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < b.length;) {
    const control = b[i++];
    if (control < LITERALS) {
      const end = i + control + 1;
      if (end > b.length || at + control + 1 > size) throw corrupt('an lzf chunk copies from beyond its end');
      while (i < end) out[at++] = b[i++];
      continue;
    }
    const short = control >> 5;
    const length = (short === 7 ? short + b[i++] : short) + 2;
    const distance = ((control & 0x1f) << 8 | b[i++]) + 1;
    if (i > b.length || distance > at || length > size - at) throw corrupt('an lzf chunk copies from before its start, or to behind its end');
    copyBack(out, at, distance, length);
    at += length;
  }
  if (at !== size) throw corrupt('an lzf chunk is shorter than it says');
  return out;
}
