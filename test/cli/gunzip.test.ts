/* eslint-disable no-bitwise -- bits of a packed file are turned */
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { gunzip } from '../../src/cli/gunzip';
import { joined, pieces } from '../eventlog/log-fixture';

const TEXT = Buffer.from(Array.from({ length: 40_000 }, (_, n) => `{"Event":"SparkListenerTaskEnd","Task ID":${n * 7919}}\n`).join(''));

/** What comes out before the error, and that. */
async function unpackedOf(bytes: Uint8Array, size?: number): Promise<{ out: Buffer; message: string | undefined }> {
  const out: Uint8Array[] = [];
  try {
    for await (const piece of gunzip(pieces(bytes, size))) out.push(piece);
  } catch (error) {
    return { out: Buffer.concat(out), message: (error as Error).message };
  }
  return { out: Buffer.concat(out), message: undefined };
}

test('is what was packed, members one behind the other too, in pieces of any size', async () => {
  const two = Buffer.concat([gzipSync(TEXT), gzipSync(TEXT, { level: 1 })]);
  for (const size of [997, 65536, two.length]) expect(Buffer.concat([TEXT, TEXT]).equals(await joined(gunzip(pieces(two, size))))).toBe(true);
});

test('cut anywhere it gives all that the bytes unpack to, and then says so', async () => {
  const packed = gzipSync(TEXT);
  for (const length of [20, packed.length >> 2, packed.length >> 1, packed.length - 9, packed.length - 1]) {
    const { out, message } = await unpackedOf(packed.subarray(0, length), 4096);
    expect(out.equals(gunzipSync(packed.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH }))).toBe(true);
    expect(message).toBe('unexpected end of file');
  }
});

test('what is damaged ends with its error, after what came before', async () => {
  const packed = gzipSync(TEXT);
  packed[packed.length - 6] ^= 1;
  const { out, message } = await unpackedOf(packed);
  expect(message).toBe('incorrect data check');
  expect(out.length).toBeGreaterThan(TEXT.length - 256 * 1024 - 1);
});

test('an error of the source comes out, and a reader that has seen enough ends it', async () => {
  const failing = async function* () {
    yield gzipSync(TEXT).subarray(0, 100);
    throw new Error('EIO');
  };
  await expect(joined(gunzip(failing()))).rejects.toThrow('EIO');
  for await (const piece of gunzip(pieces(gzipSync(TEXT)))) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
});
