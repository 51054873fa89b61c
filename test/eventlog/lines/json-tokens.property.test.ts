import * as fc from 'fast-check';
import { BROKEN, skipValue } from '../../../src/eventlog/lines/json-tokens';

/** Bytes with the line feed that ends them. */
function bytesOf(text: string): Uint8Array {
  return Buffer.from(`${text}\n`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether the tokens take a text as one value to its end. Blanks around it are the caller's. */
function isTaken(text: string): boolean {
  const bytes = bytesOf(text);
  return skipValue(bytes, 0) === bytes.length - 1;
}

/** JSON, and JSON with a few characters changed, dropped or put in. */
const NEARLY_JSON = fc.tuple(
  fc.json({ maxDepth: 4 }),
  fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', '.', 'e', '1', 'NaN', ' ', '\t', 'true', 'nul', '\u0001', 'ä')), { maxLength: 3 }),
).map(([text, edits]) => edits.reduce((one, [at, put]) => {
  const i = at % (one.length + 1);
  return one.slice(0, i) + put + one.slice(i + (put === '' ? 1 : at % 2));
}, text).trim());

test('takes what JSON.parse takes, and nothing else', () => {
  fc.assert(fc.property(NEARLY_JSON, text => {
    expect([text, isTaken(text)]).toEqual([text, isJson(text)]);
  }), { numRuns: 3000 });
});

test.each([
  '0', '-0', '10', '1.5', '1e5', '1E+5', '-1.25e-7', '"a"', '"\\u00ff\\n\\"\\\\"', 'true', 'false', 'null', '{}', '[]', '[[],{}]', '{"a":{"b":[1,2,{"c":null}]}}', '{ "a" : [ 1 , 2 ] }',
])('takes %s', text => {
  expect(isTaken(text)).toBe(true);
});

test.each([
  '', '01', '-', '1.', '.5', '1e', '1e+', '+1', 'NaN', 'Infinity', '"a', '"\\x"', '"\\u00g0"', 'tru', 'nulL', '{', '[', '{"a"}', '{"a":}', '{a:1}', '{"a":1,}', '[1,]', '[,1]', '[1 2]', '{"a":1]', '[1}', '"\t"',
])('refuses %j', text => {
  expect(isTaken(text)).toBe(false);
});

test('nests as deep as a line is long', () => {
  const deep = 300_000;
  expect(isTaken('['.repeat(deep) + ']'.repeat(deep))).toBe(true);
  expect(isTaken('{"a":'.repeat(deep) + '1' + '}'.repeat(deep))).toBe(true);
  expect(skipValue(bytesOf('['.repeat(deep)), 0)).toBe(BROKEN);
});
