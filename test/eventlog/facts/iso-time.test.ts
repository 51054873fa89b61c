import * as fc from 'fast-check';
import { isoTime } from '../../../src/eventlog/facts/iso-time';

test('is what Date says', () => {
  fc.assert(fc.property(fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), date => {
    expect(isoTime(date.getTime())).toBe(date.toISOString());
  }), { numRuns: 500 });
});

test('what is no time of a calendar is none', () => {
  expect([undefined, 1e18, -1e18].map(isoTime)).toEqual([null, null, null]);
});
