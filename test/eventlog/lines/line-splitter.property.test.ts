import * as fc from 'fast-check';
import { LineSplitter } from '../../../src/eventlog/lines/line-splitter';

interface Split {
  readonly lines: string[];
  readonly tooLong: number;
}

/** `knowsEnd`: whether the taker says where a line ends. */
function split(text: string, size: number, longest = 1000, knowsEnd = false): Split {
  const lines: string[] = [];
  let tooLong = 0;
  const splitter = new LineSplitter({
    line: ({ bytes, view }, from) => {
      const end = bytes.indexOf(10, from);
      expect(view.getUint8(from)).toBe(bytes[from]);
      lines.push(Buffer.from(bytes.subarray(from, end)).toString());
      return knowsEnd ? end : -1;
    },
    tooLong: () => { tooLong++; },
  }, longest);
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) splitter.push(new Uint8Array(bytes.subarray(from, from + size)));
  splitter.end();
  return { lines, tooLong };
}

test('gives every line once, however the bytes come', () => {
  const text = fc.array(fc.string({ maxLength: 30 }).map(one => one.replace(/\n/g, '')), { maxLength: 12 }).map(lines => lines.join('\n'));
  fc.assert(fc.property(text, fc.integer({ min: 1, max: 40 }), fc.boolean(), fc.boolean(), (lines, size, ends, knowsEnd) => {
    const whole = ends ? `${lines}\n` : lines;
    const expected = whole.split('\n').slice(0, whole.endsWith('\n') || whole === '' ? -1 : undefined);
    expect(split(whole, size, 1000, knowsEnd).lines).toEqual(expected);
  }));
});

test('passes over a line that is too long, and counts it once', () => {
  const long = 'x'.repeat(50);
  expect(split(`a\n${long}\nb\n`, 7, 20)).toEqual({ lines: ['a', 'b'], tooLong: 1 });
  expect(split(`${long}`, 7, 20)).toEqual({ lines: [], tooLong: 1 });
});
