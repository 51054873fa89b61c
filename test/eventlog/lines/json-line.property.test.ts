import * as fc from 'fast-check';
import { Accumulables } from '../../../src/eventlog/lines/accumulables';
import { JsonLine } from '../../../src/eventlog/lines/json-line';
import { Lent } from '../../../src/eventlog/lines/line-template';
import { lineShape } from '../../../src/eventlog/lines/shape';
import { Templates } from '../../../src/eventlog/lines/templates';

const SHAPE = lineShape({ Event: true, a: { 'b': true, 'name with spaces': { c: true } }, list: true });
const PATHS = ['Event', 'a.b', 'a.name with spaces.c', 'list'];

function lent(text: string): Lent {
  const bytes = new Uint8Array(Buffer.from(`${text}\n`));
  return { bytes, view: new DataView(bytes.buffer) };
}

/** What stands under a path after JSON.parse. */
function parsed(text: string, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined, JSON.parse(text));
}

function integerOrUndefined(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? value as number : undefined;
}

/** Whole numbers that JSON writes with digits alone. */
const NUMBER = fc.oneof(fc.integer(), fc.constantFrom('1.5', '1e3', '0', '-7', '9007199254740991', '9007199254740993', '123456789012345678901'));
const TEXT = fc.oneof(fc.string(), fc.constantFrom('"', '{"Event":"x"}', ',', '\\', 'ä€', ']},{'));
const VALUE = fc.oneof(NUMBER.map(String), TEXT.map(text => JSON.stringify(text)), fc.constantFrom('true', 'null', '[]', '{}', '[{"ID":1,"Name":"n","Update":5}]'));
const KEY = fc.constantFrom('Event', 'a', 'b', 'c', 'name with spaces', 'list', 'other', '__proto__');
const { object } = fc.letrec<{ object: string; value: string }>(tie => ({
  value: fc.oneof({ depthSize: 'small' }, VALUE, tie('object')),
  object: fc.array(fc.tuple(KEY, tie('value')), { maxLength: 5 }).map(fields => `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
}));

test('finds in any line what JSON.parse finds, names given twice included', () => {
  const line = new JsonLine();
  fc.assert(fc.property(object, text => {
    expect(line.read(lent(text).bytes, 0, SHAPE)).toBe(true);
    for (const path of PATHS) {
      const value = parsed(text, path);
      const slot = SHAPE.slotOf(path);
      expect([path, line.has(slot)]).toEqual([path, value !== undefined]);
      expect([path, line.text(slot)]).toEqual([path, typeof value === 'string' ? value : undefined]);
      if (!/[.eE]/.test(text)) expect([path, line.integer(slot)]).toEqual([path, integerOrUndefined(value)]);
    }
  }), { numRuns: 1500 });
});

test('a name may be written with escapes', () => {
  const line = new JsonLine();
  expect(line.read(lent('{"\\u0045vent":"x\\ny","\\u0061":{"b":7}}').bytes, 0, SHAPE)).toBe(true);
  expect(line.text(SHAPE.slotOf('Event'))).toBe('x\ny');
  expect(line.integer(SHAPE.slotOf('a.b'))).toBe(7);
});

test('reads a line that is like others as it reads it alone, and refuses what it refuses alone', () => {
  const templates = new Templates();
  const accumulables = new Accumulables(new Set());
  const [like, alone] = [new JsonLine(), new JsonLine()];
  let fitted = 0;
  const numbers = fc.tuple(NUMBER, NUMBER, TEXT, fc.constantFrom('', '', '', '0', ',', '"', '}', '.', 'e5', ' '), fc.nat());
  fc.assert(fc.property(numbers, ([first, second, word, noise, at]) => {
    const good = `{"Event":"E","a":{"b":${first},"name with spaces":{"c":${second}}},"word":${JSON.stringify(word)},"list":[]}`;
    const text = good.slice(0, at % good.length) + noise + good.slice(at % good.length);
    const fits = templates.like(lent(text), 0, like, accumulables);
    const isRead = alone.read(lent(text).bytes, 0, SHAPE);
    if (fits !== undefined) {
      fitted++;
      expect([text, isRead]).toEqual([text, true]);
      for (const path of PATHS) expect(like.integer(SHAPE.slotOf(path))).toBe(alone.integer(SHAPE.slotOf(path)));
    } else if (isRead && alone.text(SHAPE.slotOf('Event')) === 'E') {templates.learn('E', alone, SHAPE.slots, SHAPE.slotOf('Event'));}
  }), { numRuns: 2000 });
  expect(fitted).toBeGreaterThan(500);
});

test('a line of another event never fits', () => {
  const templates = new Templates();
  const line = new JsonLine();
  const one = lent('{"Event":"E","a":{"b":1}}');
  line.read(one.bytes, 0, SHAPE);
  templates.learn('E', line, SHAPE.slots, SHAPE.slotOf('Event'));
  const accumulables = new Accumulables(new Set());
  expect(templates.like(lent('{"Event":"E","a":{"b":23}}'), 0, line, accumulables)).toBe('E');
  expect(templates.like(lent('{"Event":"F","a":{"b":1}}'), 0, line, accumulables)).toBeUndefined();
});
