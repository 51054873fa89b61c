import { section, table } from '../../src/report/table';
import { styleOf } from '../../src/report/text-style';

const STYLE = styleOf({ width: 50 });

test('columns stand under each other, numbers to the right', () => {
  expect(table([['heap', '26,624 MiB', 'all'], ['overhead', '384 MiB', 'of it']], [{}, { align: 'right' }, {}], STYLE)).toEqual([
    '  heap      26,624 MiB  all',
    '  overhead     384 MiB  of it',
  ]);
});

test('the last column is wrapped under itself', () => {
  expect(table([['growth', 'bytes, records and core time are sized for 20 % more']], [{}, {}], STYLE)).toEqual([
    '  growth  bytes, records and core time are sized',
    '          for 20 % more',
  ]);
});

test('the last column goes below where no room is left beside the others', () => {
  expect(table([['a'.repeat(30), 'bytes, records and core time are sized for 20 % more']], [{}, {}], STYLE)).toEqual([
    `  ${'a'.repeat(30)}`,
    '    bytes, records and core time are sized for',
    '    20 % more',
  ]);
});

test('a row without its last cell ends with the one before', () => {
  expect(table([['a', 'b'], ['c']], [{}, {}], STYLE)).toEqual(['  a  b', '  c']);
});

test('colour does not move a column', () => {
  const plain = table([['a', 'b'], ['long', 'c']], [{}, {}], STYLE);
  const painted = table([['a', 'b'], ['long', 'c']], [{ ink: 'dim' }, { ink: row => row ? 'red' : 'green' }], styleOf({ width: 50, colour: true }));
  // eslint-disable-next-line no-control-regex -- escape codes are what is taken out
  expect(painted.map(line => line.replace(/\u001b\[\d+m/g, ''))).toEqual(plain);
  expect(painted[1]).toContain('\u001b[31mc');
});

test('a section of nothing is nothing', () => {
  expect(section('Warnings', [], STYLE)).toEqual([]);
  expect(section('Warnings', ['  one'], STYLE)).toEqual(['', 'Warnings', '  one']);
});
