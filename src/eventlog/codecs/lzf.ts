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
const LONG_MATCH = 7 << 5;

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
    const length = control < LITERALS ? control + 1 : matchLength(b, i, control);
    if (length > size - at) throw corrupt('an lzf chunk copies to behind its end');
    i = control < LITERALS ? copyLiterals(b, i, out.subarray(at, at + length)) : copyMatch(b, i, { control, out, at, length });
    at += length;
  }
  if (at !== size) throw corrupt('an lzf chunk is shorter than it says');
  return out;
}

/** Up to 8 in the control byte, up to 264 with the byte behind it. */
function matchLength(b: Uint8Array, at: number, control: number): number {
  return control >= LONG_MATCH ? 9 + (b[at] ?? 0) : (control >> 5) + 2;
}

/** Answers the place behind them. */
function copyLiterals(b: Uint8Array, from: number, into: Uint8Array): number {
  const end = from + into.length;
  if (end > b.length) throw corrupt('an lzf chunk copies from beyond its end');
  for (let k = 0; k < into.length; k++) into[k] = b[from + k];
  return end;
}

interface Match {
  readonly control: number;
  readonly out: Uint8Array;
  readonly at: number;
  readonly length: number;
}

function copyMatch(b: Uint8Array, from: number, { control, out, at, length }: Match): number {
  const end = from + (control >= LONG_MATCH ? 2 : 1);
  const distance = ((control & 0x1f) << 8 | b[end - 1]) + 1;
  if (end > b.length || distance > at) throw corrupt('an lzf chunk copies from before its start');
  copyBack(out, at, distance, length);
  return end;
}
