import * as zlib from 'zlib';

/** So much is unpacked at a time: gzip expands 1032-fold at the most, so that what comes out is never more than 33 MiB. */
const IN_BYTES = 32 * 1024;
/** Node's own 16 KiB take seven times as long. */
const OUT_BYTES = 256 * 1024;

/** Unpacks gzip, members one behind the other too. Damaged or cut, it gives everything that came before, and then the error. */
export async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new Gunzip();
  try {
    for await (const piece of source) {
      for (let from = 0; from < piece.length && !stream.error; from += IN_BYTES) {
        const written = stream.write(piece.subarray(from, from + IN_BYTES));
        yield* stream.taken(); // of the bytes before, while zlib works on these in a thread of its own
        await written;
      }
      if (stream.error) break;
    }
    if (!stream.error) await stream.end();
    yield* stream.taken();
    if (stream.error) throw stream.error;
  } finally {
    stream.close();
  }
}

/** zlib's stream, told when it has done what it was given. */
class Gunzip {
  public error: Error | undefined;
  private readonly zlib = zlib.createGunzip({ chunkSize: OUT_BYTES });
  private out: Uint8Array[] = [];
  private settle: () => void = () => undefined;

  public constructor() {
    this.zlib.on('data', (piece: Uint8Array) => this.out.push(piece));
    this.zlib.on('error', error => {
      this.error = error;
      this.settle();
    });
  }

  /** What has come out since the last time. */
  public taken(): Uint8Array[] {
    const { out } = this;
    this.out = [];
    return out;
  }

  /** Done when all has come out that the bytes unpack to, or with an error. */
  public write(bytes: Uint8Array): Promise<void> {
    return this.settled(done => this.zlib.write(bytes, done));
  }

  public end(): Promise<void> {
    return this.settled(done => this.zlib.on('end', done).end());
  }

  public close(): void {
    this.zlib.destroy();
  }

  private settled(begin: (done: () => void) => void): Promise<void> {
    return new Promise(resolve => {
      this.settle = resolve;
      begin(resolve);
    });
  }
}
