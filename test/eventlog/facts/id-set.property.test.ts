import * as fc from 'fast-check';
import { IdSet } from '../../../src/eventlog/facts/id-set';

test('is a set', () => {
  const id = fc.oneof(fc.nat(300), fc.integer(), fc.constantFrom(4095, 4096, 4097, 2 ** 27, 2 ** 40, -1, Number.MAX_SAFE_INTEGER));
  fc.assert(fc.property(fc.array(id, { maxLength: 200 }), ids => {
    const [ours, theirs] = [new IdSet(), new Set<number>()];
    for (const one of ids) {
      expect([one, ours.add(one)]).toEqual([one, !theirs.has(one)]);
      theirs.add(one);
      expect(ours.size).toBe(theirs.size);
    }
  }));
});
