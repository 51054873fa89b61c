import { Field, flagOf, STAGE_FIELDS, WORKLOAD_FIELDS } from '../../../src/core/workload/fields';

const ALL: readonly Field[] = [...WORKLOAD_FIELDS, ...STAGE_FIELDS];

describe('fields', () => {
  test('of a workload are those of the file that is promised', () => {
    expect(WORKLOAD_FIELDS.map(({ name }) => name)).toEqual([
      'name', 'profile', 'language', 'input', 'inputFormat', 'inputFiles', 'largestInputFile', 'output', 'shuffle', 'shuffleTotal', 'shuffleExpansion', 'skew',
      'skewPartitions', 'hotKey', 'spill', 'cache', 'storageLevel', 'broadcast', 'userMemoryPerTask', 'pythonMemoryPerTask', 'pythonStages', 'offHeap', 'collect',
      'coreTime', 'today', 'finishWithin', 'concurrentRuns', 'growth', 'maxConcurrentVcpus', 'maxUsd', 'stages', 'observed',
    ]);
  });

  test('of a stage are those of the file that is promised, alongside apart', () => {
    expect(STAGE_FIELDS.map(({ name }) => name)).toEqual([
      'operator', 'keys', 'records', 'largestRecords', 'skew', 'rowBytes', 'keyBytes', 'valueBytes', 'otherRecords', 'otherLargestRecords', 'otherRowBytes',
      'groupRecords', 'partitions',
    ]);
  });

  test('name the unit in the core\'s property, and only there', () => {
    const suffix: Partial<Record<Field['kind'], string>> = { size: 'Bytes', duration: 'Seconds' };
    for (const { name, property, kind } of ALL) expect(property).toBe(`${name}${suffix[kind] ?? ''}`);
  });

  test('say what they mean', () => {
    expect(ALL.filter(({ meaning }) => meaning.length < 8 || meaning.endsWith('.'))).toEqual([]);
  });

  test('have bounds where they are numbers, words where they are words', () => {
    for (const { kind, least, most, words } of ALL) {
      expect(typeof least === 'number' && typeof most === 'number' && least < most).toBe(['size', 'duration', 'count', 'number'].includes(kind));
      expect(words !== undefined && words.length > 1).toBe(kind === 'word');
    }
  });

  test.each([
    ['rowBytes', 1, 2 ** 31], ['keyBytes', 0, 2 ** 31], ['valueBytes', 0, 2 ** 31], ['otherRowBytes', 1, 2 ** 31], ['partitions', 1, 1e15],
    ['records', 0, 1e15], ['largestRecords', 0, 1e15], ['otherRecords', 0, 1e15], ['otherLargestRecords', 0, 1e15], ['groupRecords', 0, 1e15],
  ])('of a stage: %s is between %d and %d', (name, least, most) => {
    expect(STAGE_FIELDS.find(field => field.name === name)).toMatchObject({ least, most });
  });

  test.each([
    ['input', 1, 2 ** 60], ['largestInputFile', 1, 2 ** 60], ['cache', 0, 2 ** 60], ['maxConcurrentVcpus', 1, 1e7], ['inputFiles', 1, 1e15],
  ])('of a workload: %s is between %d and %d', (name, least, most) => {
    expect(WORKLOAD_FIELDS.find(field => field.name === name)).toMatchObject({ least, most });
  });

  test('must be stated only of the input', () => {
    expect(ALL.filter(({ required }) => required).map(({ name }) => name)).toEqual(['input']);
  });

  test.each([['shuffleTotal', '--shuffle-total'], ['input', '--input'], ['maxConcurrentVcpus', '--max-concurrent-vcpus']])('%s has the flag %s', (name, flag) => {
    expect(flagOf(WORKLOAD_FIELDS.find(field => field.name === name)!)).toBe(flag);
  });
});
