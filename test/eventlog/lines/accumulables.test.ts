import { Accumulables } from '../../../src/eventlog/lines/accumulables';
import { BROKEN } from '../../../src/eventlog/lines/json-tokens';
import { Lent } from '../../../src/eventlog/lines/line-template';

function lent(text: string): Lent {
  const bytes = new Uint8Array(Buffer.from(`${text}\n`));
  return { bytes, view: new DataView(bytes.buffer) };
}

function item(id: number, name: string, update: unknown): string {
  return JSON.stringify({ 'ID': id, 'Name': name, 'Update': update, 'Value': update, 'Internal': true, 'Count Failed Values': true });
}

/** What is kept of lists that are read one after the other. */
function kept(...lists: string[]): [number, number][][] {
  const accumulables = new Accumulables(new Set(['rows']));
  return lists.map(list => {
    accumulables.clear();
    expect(accumulables.read(lent(list), 0)).toBe(Buffer.byteLength(list));
    return accumulables.updates.map(({ id, value }): [number, number] => [id, value]);
  });
}

test('keeps updates of the names that are wanted, as numbers and as text, the first time and later', () => {
  const list = (update: unknown) => `[${item(1, 'other', 5)},${item(2, 'rows', update)},${item(3, 'rows', String(update))}]`;
  expect(kept(list(7), list(8), list(123456))).toEqual([[[2, 7], [3, 7]], [[2, 8], [3, 8]], [[2, 123456], [3, 123456]]]);
});

test('names that hold quotes, braces, brackets and commas end nothing', () => {
  const name = 'a "name", with }] and {"ID":9,"Name":"rows","Update":1}, \\ and ä';
  const list = `[${item(1, name, 5)},${item(2, 'rows', 6)}]`;
  expect(kept(list, list)).toEqual([[[2, 6]], [[2, 6]]]);
});

test('an id that comes with another name is read anew', () => {
  expect(kept(`[${item(1, 'rows', 5)}]`, `[${item(1, 'other', 6)}]`, `[${item(1, 'rows', 7)}]`)).toEqual([[[1, 5]], [], [[1, 7]]]);
});

test('updates that are no whole numbers are passed over', () => {
  expect(kept(`[${item(1, 'rows', 1.5)},${item(2, 'rows', 'many')},${item(3, 'rows', null)},${item(4, 'rows', [1])},${item(5, 'rows', '')}]`)).toEqual([[]]);
});

test('lists of other things are lists too', () => {
  expect(kept('[]', '[ ]', '[1,"a",[2],{"x":1}]', '[ {"ID" : 1} , {} ]')).toEqual([[], [], [], []]);
});

test.each(['[', '[{"ID":1}', '[{"ID":1},]', '[{"ID":01}]', '[{"ID":1 "Name":2}]', '[1,NaN]'])('%s is broken', list => {
  expect(new Accumulables(new Set()).read(lent(list), 0)).toBe(BROKEN);
});
