import { isObject, shown } from '../../../src/core/problems/json-value';

test.each([[{}, true], [{ a: 1 }, true], [[], false], [null, false], [undefined, false], ['text', false], [3, false]])('%j is an object: %s', (value, is) => {
  expect(isObject(value)).toBe(is);
});

test('a value is shown as JSON, what JSON does not have as text, and cut where it is long', () => {
  expect([shown('4g'), shown({ a: [1] }), shown(null), shown(undefined), shown(NaN)]).toEqual(['"4g"', '{"a":[1]}', 'null', 'undefined', 'null']);
  expect(shown('x'.repeat(100))).toBe(`"${'x'.repeat(79)}`);
});
