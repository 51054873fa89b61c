import { piecesOf } from './model/observe-answer';
import { messageOf } from '../src/core/problems/message';
import { Bytes } from '../src/eventlog/codecs/byte-reader';
import { corrupt } from '../src/eventlog/codecs/damage';

/** The browser's own. What is wrong with the file is told as damage of it. */
export async function* gunzip(source: Bytes): Bytes {
  const packed = source[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async controller => {
      const next = await packed.next();
      if (next.done) controller.close();
      else controller.enqueue(new Uint8Array(next.value)); // what is lent would change under it
    },
  });
  try {
    yield* piecesOf(stream.pipeThrough(new DecompressionStream('gzip')));
  } catch (error) {
    throw corrupt(`gzip says: ${messageOf(error)}`);
  }
}
