import { KeyTypes, listBehind, splitAtCommas } from '../../../src/eventlog/sql/key-types';
import { planTree } from '../../../src/eventlog/sql/plan-node';

function typesOf(...schemas: string[]): KeyTypes {
  return new KeyTypes(planTree({ nodeName: 'Union', children: schemas.map(ReadSchema => ({ nodeName: 'Scan parquet', metadata: { ReadSchema } })) })!);
}

test('commas in brackets part nothing', () => {
  expect(splitAtCommas('a, sum(b, c), struct<d:int,e:array<int>>, [f, g]')).toEqual(['a', 'sum(b, c)', 'struct<d:int,e:array<int>>', '[f, g]']);
  expect(splitAtCommas('')).toEqual([]);
});

test.each([
  ['Sort [k#8L ASC NULLS FIRST], false, 0', 'Sort [', ['k#8L ASC NULLS FIRST']],
  ['HashAggregate(keys=[a#1, b#2], functions=[sum(c#3)])', 'keys=[', ['a#1', 'b#2']],
  ['HashAggregate(keys=[a#1, b#2], functions=[sum(c#3)])', 'functions=[', ['sum(c#3)']],
  ['HashAggregate(keys=[], functions=[count(1)])', 'keys=[', []],
  ['SortMergeJoin [k#1L], [k2#2L], Inner', 'SortMergeJoin [', ['k#1L']],
  ['Sort [cut#1 ASC NULLS FI', 'Sort [', ['cut#1 ASC NULLS FI']],
  ['Project [a#1]', 'Sort [', []],
])('%s: behind %s', (text, word, list) => {
  expect(listBehind(text, word)).toEqual(list);
});

test.each<[string[], boolean | undefined]>([
  [['k#8L'], true], [['k#8L ASC NULLS FIRST'], true], [['d#9 DESC NULLS LAST'], true], [['p#9'], false], [['wide#3'], false],
  [['k#8L', 'd#9'], false], [['computed#77'], undefined], [['both#1'], undefined],
])('%j is one key of fixed width: %s', (keys, expected) => {
  expect(typesOf('struct<k:bigint,p:binary,d:decimal(18,2),wide:decimal(38,2),both:int>', 'struct<both:string>').isFixed(keys)).toBe(expected);
});

test('keys are all of fixed width only where each is known to be', () => {
  const types = typesOf('struct<a:int,b:date,s:struct<x:int,y:string>>');
  expect([['a#1', 'b#2'], ['a#1', 's#3'], ['a#1', 'unknown#4'], []].map(keys => types.areAllFixed(keys))).toEqual([true, false, false, true]);
});
