import { ByteReader, Bytes } from './byte-reader';
import { Damage, corrupt } from './damage';
import { LZ4_MAGIC, lz4Blocks } from './lz4';
import { LZF_MAGIC, lzfChunks } from './lzf';
import { SNAPPY_MAGIC, snappyBlocks } from './snappy';
import { zstdFrames } from './zstd';
import { MIB } from '../../core/units';

/** What unpacks gzip: Node has it, and so have browsers, each its own. */
export type Gunzip = (source: Bytes) => Bytes;

/** How a log may be packed. */
export const CODECS = ['none', 'gzip', 'zstd', 'lz4', 'lzf', 'snappy'] as const;
export type Codec = typeof CODECS[number];

interface Magic {
  readonly bytes: readonly number[];
  /** Missing: known, and none that Spark writes. */
  readonly codec?: Codec;
  readonly name?: string;
}

const MAGICS: readonly Magic[] = [
  { codec: 'gzip', bytes: [0x1f, 0x8b] },
  { codec: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { codec: 'lz4', bytes: codes(LZ4_MAGIC) },
  { codec: 'lzf', bytes: codes(LZF_MAGIC) },
  { codec: 'snappy', bytes: SNAPPY_MAGIC },
  { codec: 'none', bytes: [0xef, 0xbb, 0xbf] },
  { name: 'LZ4\'s frame format, which Spark does not write', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { name: 'a zip archive', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'bzip2', bytes: [0x42, 0x5a, 0x68] },
  { name: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { name: 'a Parquet file', bytes: codes('PAR1') },
];
const LONGEST_MAGIC = 8;
const BYTE_ORDER_MARK = 3;

function codes(text: string): number[] {
  return [...text].map(letter => letter.charCodeAt(0));
}

/** The codec of a stream by its first bytes. */
export function codecOf(head: Uint8Array): Magic {
  return MAGICS.find(({ bytes }) => bytes.every((byte, index) => byte === head[index])) ?? { codec: 'none', bytes: [] };
}

/** A stream unpacked, whatever it is packed with. Its pieces are lent until the next one is asked for. */
export async function* unpacked(source: Bytes, gunzip: Gunzip): Bytes {
  const packed = new CountedBytes(source);
  const reader = new ByteReader(packed);
  const magic = codecOf(await reader.peek(LONGEST_MAGIC));
  if (!magic.codec) throw corrupt(`is ${magic.name}`);
  if (magic.codec === 'none' && magic.bytes.length) await reader.take(BYTE_ORDER_MARK);
  yield* withinRatio(packed, UNPACKERS[magic.codec](reader, gunzip));
}

const UNPACKERS: Readonly<Record<Codec, (reader: ByteReader, gunzip: Gunzip) => Bytes>> = {
  none: reader => reader.rest(),
  gzip: (reader, gunzip) => gunzip(reader.rest()),
  zstd: zstdFrames,
  lz4: lz4Blocks,
  lzf: lzfChunks,
  snappy: snappyBlocks,
};

/** Counts what passes. */
class CountedBytes {
  public bytes = 0;

  public constructor(private readonly source: Bytes) {}

  public async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const piece of this.source) {
      this.bytes += piece.length;
      yield piece;
    }
  }
}

/** Event logs shrink to a tenth or, of many like tasks, to a hundredth; what expands far beyond that is made to fill memory or time. */
const MOST_RATIO = 2000;
const FREE_BYTES = 256 * MIB;

async function* withinRatio(packed: CountedBytes, pieces: Bytes): Bytes {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > FREE_BYTES && bytes > packed.bytes * MOST_RATIO) throw new Damage('bomb', `expands more than ${MOST_RATIO}-fold, which no event log does`);
    yield piece;
  }
}
