import { base64Bytes } from './base64';
import { ByteReader, Bytes } from './byte-reader';
import { corrupt, cut } from './damage';
import { ZSTD_WASM } from './zstd-wasm.generated';

/** What zstd's own decoder exports, compiled to WebAssembly. Source: ZSTD_decompressStream in lib/zstd.h 1.5. */
interface ZstdExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly malloc: (bytes: number) => number;
  readonly free: (pointer: number) => void;
  readonly ZSTD_createDCtx: () => number;
  readonly ZSTD_freeDCtx: (context: number) => number;
  readonly ZSTD_decompressStream: (context: number, output: number, input: number) => number;
}

/** The part of WebAssembly that is used here: in Node and in browsers alike. */
interface WebAssemblyPort {
  readonly instantiate: (wasm: Uint8Array, imports: object) => Promise<{ readonly instance: { readonly exports: unknown } }>;
}

const IN_BYTES = 128 * 1024;
const OUT_BYTES = 256 * 1024;
/** ZSTD_inBuffer and ZSTD_outBuffer: a pointer, a size and a position of 32 bits each. */
const STRUCT_BYTES = 12;
/** Results above -ZSTD_error_maxCode are errors. */
const FIRST_ERROR = 2 ** 32 - 120;
/** ZSTD_error_frameParameter_windowTooLarge: beyond 128 MiB, which zstd itself refuses unless told. */
const WINDOW_TOO_LARGE = 16;

/** Frames of zstd one behind the other, as Spark flushes them, or one frame of any length. */
export async function* zstdFrames(reader: ByteReader): Bytes {
  const decoder = await zstdDecoder();
  try {
    for await (const piece of reader.rest()) yield* decoder.decode(piece);
    if (!decoder.isBetweenFrames()) throw cut('a zstd frame');
  } finally {
    decoder.free();
  }
}

let loading: Promise<ZstdExports> | undefined;

async function zstdDecoder(): Promise<ZstdDecoder> {
  loading ??= instantiated();
  return new ZstdDecoder(await loading);
}

async function instantiated(): Promise<ZstdExports> {
  const { WebAssembly: port } = globalThis as unknown as { readonly WebAssembly: WebAssemblyPort };
  const imports = { env: { emscripten_notify_memory_growth: () => undefined } };
  return (await port.instantiate(base64Bytes(ZSTD_WASM), imports)).instance.exports as ZstdExports;
}

/** One stream. */
class ZstdDecoder {
  private readonly context: number;
  private readonly input: number;
  private readonly output: number;
  private readonly structs: number;
  private result = 0;

  public constructor(private readonly zstd: ZstdExports) {
    [this.input, this.output, this.structs] = [IN_BYTES, OUT_BYTES, 2 * STRUCT_BYTES].map(zstd.malloc);
    this.context = zstd.ZSTD_createDCtx();
  }

  public free(): void {
    this.zstd.ZSTD_freeDCtx(this.context);
    [this.input, this.output, this.structs].forEach(this.zstd.free);
  }

  public isBetweenFrames(): boolean {
    return this.result === 0;
  }

  /** What a piece of the stream unpacks to, in pieces that are lent until the next one. */
  public *decode(piece: Uint8Array): Iterable<Uint8Array> {
    for (let from = 0; from < piece.length; from += IN_BYTES) {
      const part = piece.subarray(from, from + IN_BYTES);
      new Uint8Array(this.zstd.memory.buffer).set(part, this.input);
      yield* this.decodeInput(part.length);
    }
  }

  private *decodeInput(size: number): Iterable<Uint8Array> {
    let position = 0;
    for (let full = true; position < size || full && this.result !== 0;) {
      const before = position;
      const [read, written] = this.step(size, position);
      position = read;
      full = written === OUT_BYTES;
      if (written > 0) yield new Uint8Array(this.zstd.memory.buffer, this.output, written);
      else if (position === before && position < size) throw corrupt('zstd neither reads nor writes');
    }
  }

  /** One call: what has been read of the input, and how many bytes were written. */
  private step(size: number, position: number): [number, number] {
    const view = new DataView(this.zstd.memory.buffer, this.structs, 2 * STRUCT_BYTES);
    [this.output, OUT_BYTES, 0, this.input, size, position].forEach((value, index) => view.setUint32(4 * index, value, true));
    this.result = this.zstd.ZSTD_decompressStream(this.context, this.structs, this.structs + STRUCT_BYTES) >>> 0;
    if (this.result > FIRST_ERROR) throw corrupt(errorText(2 ** 32 - this.result));
    const after = new DataView(this.zstd.memory.buffer, this.structs, 2 * STRUCT_BYTES); // memory may have grown
    return [after.getUint32(STRUCT_BYTES + 8, true), after.getUint32(8, true)];
  }
}

function errorText(code: number): string {
  return code === WINDOW_TOO_LARGE ? 'a zstd frame wants a window above 128 MiB' : `zstd says error ${code}`;
}
