import { rollingParts } from '../../src/eventlog/log-source';

test('parts in numeric order, other files left out', () => {
  const names = ['events_10_a.zstd', 'events_2_a.zstd', 'appstatus_a', 'events_1_a.zstd', '.events_3_a.crc', 'readme'];
  expect(rollingParts(names)).toEqual({ names: ['events_1_a.zstd', 'events_2_a.zstd', 'events_10_a.zstd'], missing: [3, 4, 5, 6, 7, 8, 9], isCompacted: false });
});

test('a compact file stands for all before it', () => {
  expect(rollingParts(['events_1_a', 'events_2_a', 'events_2_a.compact', 'events_3_a'])).toEqual({ names: ['events_2_a.compact', 'events_3_a'], missing: [1], isCompacted: true });
});

test('a far number does not make a list of a billion missing ones', () => {
  expect(rollingParts(['events_999999999_a']).missing).toHaveLength(100);
});

test('logs that Databricks delivers: the past first', () => {
  expect(rollingParts(['eventlog', 'eventlog-2024-05-02--00-00.gz', 'eventlog-2024-05-01--10-20.gz', 'stdout']).names)
    .toEqual(['eventlog-2024-05-01--10-20.gz', 'eventlog-2024-05-02--00-00.gz', 'eventlog']);
});

test('a folder without parts has none', () => {
  expect(rollingParts(['a.zstd', 'events_x_a'])).toEqual({ names: [], missing: [], isCompacted: false });
});
