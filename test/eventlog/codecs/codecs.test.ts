/* eslint-disable no-bitwise -- bits are turned, and heads of blocks are made of them */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { nodeLogFiles } from '../../../src/cli/log-files';
import { Damage } from '../../../src/eventlog/codecs/damage';
import { unpacked } from '../../../src/eventlog/codecs/decode';
import { LOGS, joined, pieces } from '../log-fixture';

const { gunzip } = nodeLogFiles();

function packed(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(LOGS, name)));
}

/** One log of each codec, written by Spark. */
const PACKED: Readonly<Record<string, string>> = {
  lz4: 'sql-3.5.lz4', lzf: 'local-3.5.lzf', snappy: 'spill-3.5.snappy', zstd: 'failures-3.5.zstd', gzip: 'failures-4.x.gz',
};

/** What comes out before the damage, and its message. */
async function damaged(bytes: Uint8Array, size?: number): Promise<{ text: string; message: string | undefined }> {
  let text = '';
  try {
    for await (const piece of unpacked(pieces(bytes, size), gunzip)) text += Buffer.from(piece).toString('latin1');
    return { text, message: undefined };
  } catch (error) {
    expect(error instanceof Damage || typeof (error as { code?: unknown }).code === 'string').toBe(true);
    return { text, message: (error as Error).message };
  }
}

async function textOf(name: string): Promise<string> {
  return Buffer.from(await joined(unpacked(pieces(packed(name)), gunzip))).toString('latin1');
}

describe.each(Object.entries(PACKED))('%s', (codec, name) => {
  test('is the same in pieces of any size', async () => {
    const whole = await textOf(name);
    expect(whole.startsWith('{"Event":"SparkListenerLogStart"')).toBe(true);
    for (const size of [1000, 4099]) expect(Buffer.from(await joined(unpacked(pieces(packed(name), size), gunzip))).toString('latin1') === whole).toBe(true);
  });

  test('goes on where a second stream follows', async () => {
    const one = packed(name);
    const whole = await textOf(name);
    expect(Buffer.from(await joined(unpacked(pieces(Buffer.concat([one, one])), gunzip))).toString('latin1') === whole + whole).toBe(true);
  });

  test('cut anywhere gives what came before, and says that it is cut, unless that was the end of a block', async () => {
    const bytes = packed(name);
    const whole = await textOf(name);
    const lengths = Array.from({ length: 60 }, (_, k) => Math.floor(bytes.length * (k + 1) / 61));
    let cuts = 0;
    for (const length of lengths) {
      const { text, message } = await damaged(bytes.subarray(0, length));
      expect(whole.startsWith(text)).toBe(true);
      if (message !== undefined) {
        cuts++;
        expect(message).toMatch(/ends inside|unexpected end of file/);
      }
    }
    expect(cuts).toBeGreaterThan(50);
  });

  test('with one bit turned never gives other text without an error where the format has checksums', async () => {
    const bytes = packed(name);
    const whole = await textOf(name);
    const hasChecksum = codec === 'lz4' || codec === 'gzip';
    for (let k = 1; k < 40; k++) {
      const at = Math.floor(bytes.length * k / 40);
      const turned = bytes.slice();
      turned[at] ^= 1 << (k % 8);
      const { text, message } = await damaged(turned);
      if (hasChecksum && message === undefined) expect(text === whole).toBe(true);
    }
  });
});

test.each([
  ['LZ4\'s frame format, which Spark does not write', [0x04, 0x22, 0x4d, 0x18]],
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a Parquet file', [...Buffer.from('PAR1')]],
])('%s is named', async (name, head) => {
  expect(await damaged(Uint8Array.from([...head, 0, 0, 0, 0, 0]))).toEqual({ text: '', message: `is ${name}` });
});

test('plain text is passed on, without a byte order mark', async () => {
  expect(await damaged(Buffer.from('\ufeff{"a":1}\n'), 2)).toEqual({ text: '{"a":1}\n', message: undefined });
  expect(await damaged(Buffer.from('{'))).toEqual({ text: '{', message: undefined });
  expect(await damaged(new Uint8Array(0))).toEqual({ text: '', message: undefined });
});

describe('heads and blocks that claim what cannot be', () => {
  const lz4Head = (token: number, packedBytes: number, bytes: number, checksum = 0) => {
    const head = Buffer.alloc(21);
    head.write('LZ4Block', 'latin1');
    head[8] = token;
    [packedBytes, bytes, checksum].forEach((value, index) => head.writeUInt32LE(value, 9 + 4 * index));
    return head;
  };
  const snappy = (...block: number[]) => {
    const head = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, block.length]);
    return Buffer.concat([head, Buffer.from(block)]);
  };

  test.each<[string, Buffer, RegExp]>([
    ['an lz4 block larger than its level', lz4Head(0x26, 10, 0x7fffffff), /head of an lz4 block is not one/],
    ['an lz4 block that is packed with an unknown method', lz4Head(0x56, 10, 10), /head of an lz4 block is not one/],
    ['an lz4 block that is longer packed', lz4Head(0x26, 100, 10), /head of an lz4 block is not one/],
    ['an lz4 block with another checksum', Buffer.concat([lz4Head(0x16, 3, 3, 1), Buffer.from('abc')]), /does not have its checksum/],
    ['an lz4 block that copies from before its start', Buffer.concat([lz4Head(0x26, 5, 9), Buffer.from([0x10, 0x61, 9, 0, 0])]), /copies from before its start/],
    ['an lz4 block that copies nothing from nowhere', Buffer.concat([lz4Head(0x26, 5, 9), Buffer.from([0x10, 0x61, 0, 0, 0])]), /copies from before its start/],
    ['an lz4 block with fewer literals than it says', Buffer.concat([lz4Head(0x26, 2, 9), Buffer.from([0x80, 0x61])]), /copies from beyond its end/],
    ['an lz4 block whose length never ends', Buffer.concat([lz4Head(0x26, 3, 9), Buffer.from([0xf0, 0xff, 0xff])]), /ends inside a length/],
    ['an lz4 block that is short', Buffer.concat([lz4Head(0x26, 2, 9), Buffer.from([0x10, 0x61])]), /shorter than it says/],
    ['an lzf chunk of an unknown type', Buffer.from('ZV\u0007aaaaaa'), /head of an lzf chunk is not one/],
    ['an lzf chunk that copies from before its start', Buffer.from([0x5a, 0x56, 1, 0, 2, 0, 3, 0x20, 0]), /copies from before its start/],
    ['an lzf chunk that copies behind its end', Buffer.from([0x5a, 0x56, 1, 0, 2, 0, 1, 1, 0x61]), /copies to behind its end/],
    ['an lzf chunk that is short', Buffer.from([0x5a, 0x56, 1, 0, 2, 0, 9, 0, 0x61]), /shorter than it says/],
    ['a snappy block that claims a gigabyte', snappy(0x80, 0x80, 0x80, 0x80, 4, 0), /claims more than it can hold/],
    ['a snappy block that copies from where it writes', snappy(8, 0x01, 0), /copies from where it writes/],
    ['a snappy block that copies from before its start', snappy(8, 0x01, 9), /copies from or to beyond its ends/],
    ['a snappy block with fewer literals than it says', snappy(9, 0x10, 0x61), /copies from or to beyond its ends/],
    ['a snappy block without a size', snappy(0xff, 0xff, 0xff, 0xff, 0xff, 0xff), /does not begin with its size/],
    ['a zstd frame that is none', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...Array<number>(30).fill(0xff)]), /zstd says error/],
    ['a zstd frame with a window of 2 GiB', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 1, 0, 0]), /window above 128 MiB/],
  ])('%s', async (_name, bytes, expected) => {
    const { text, message } = await damaged(bytes);
    expect(message).toMatch(expected);
    expect(text).toBe('');
  });
});

/** A zstd frame of blocks that repeat a byte, 128 KiB each, 4 bytes for each; its window is 2 to the `windowLog` bytes. */
function zstdRuns(blocks: number, windowLog: number): Uint8Array {
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0x00, windowLog - 10 << 3];
  const block = (last: number) => { // RLE, its size in 21 bits
    const size = 128 * 1024 << 3 | 1 << 1 | last;
    return [size & 0xff, size >> 8 & 0xff, size >> 16 & 0xff, 0x20];
  };
  return Uint8Array.from([...head, ...Array.from({ length: blocks }, (_, k) => block(k === blocks - 1 ? 1 : 0)).flat()]);
}

test('a zstd frame with a window of 128 MiB, as real logs have, is read beyond it', async () => {
  let bytes = 0;
  for await (const piece of unpacked(pieces(zstdRuns(1100, 27)), gunzip)) bytes += piece.length;
  expect(bytes).toBe(1100 * 128 * 1024);
});

describe('bombs', () => {
  test('a zstd frame that expands 32,768-fold is stopped soon after 256 MiB', async () => {
    let bytes = 0;
    const reading = (async () => {
      for await (const piece of unpacked(pieces(zstdRuns(100_000, 21), 1000), gunzip)) bytes += piece.length;
    })();
    await expect(reading).rejects.toThrow('expands more than 2000-fold, which no event log does');
    expect(bytes).toBeLessThan(257 * 1024 * 1024);
  });

  test('gzip, which cannot expand so far, is bounded by its own size, a piece at a time', async () => {
    let largest = 0;
    for await (const piece of unpacked(pieces(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 1 << 16), gunzip)) largest = Math.max(largest, piece.length);
    expect(largest).toBeLessThanOrEqual(1 << 20);
  });
});
