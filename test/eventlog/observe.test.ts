import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EXPECTED, LOGS, observed, readFixture, taskEnd, START } from './log-fixture';
import { nodeLogFiles } from '../../src/cli/log-files';
import { codecOf, unpacked } from '../../src/eventlog/codecs/decode';
import { runFacts } from '../../src/eventlog/facts/run-facts';
import { observe } from '../../src/eventlog/observe';

describe.each(Object.entries(EXPECTED))('%s, written by Spark', (name, { codec, lines, observation }) => {
  test('has the facts that a separate reader finds', async () => {
    const { facts, isWhole } = await readFixture(name);
    expect(runFacts(facts, isWhole)).toEqual(observation);
    expect(facts.lines).toBe(lines);
    expect(facts.warnings.all()).toEqual([]);
  });

  test('is packed as its row says', () => {
    const path = join(LOGS, name);
    const file = statSync(path).isDirectory() ? join(path, readdirSync(path).find(one => one.startsWith('events_'))!) : path;
    expect(codecOf(readFileSync(file).subarray(0, 8)).codec).toBe(codec);
  });

  test('names neither a user nor a folder of the machine that made it', async () => {
    const { source } = await readFixture(name);
    for (const part of source.parts) {
      let text = '';
      for await (const piece of unpacked(part.open(), nodeLogFiles().gunzip)) text += Buffer.from(piece).toString('latin1');
      expect(text).not.toMatch(/\/(home|root|work|tmp|usr|opt)\/|"User":"root"/);
    }
  });
});

test('the logs are of every codec, of two lines of Spark, and one is rolling', () => {
  expect([...new Set(Object.values(EXPECTED).map(({ codec }) => codec))].sort()).toEqual(['gzip', 'lz4', 'lzf', 'none', 'snappy', 'zstd']);
  expect([...new Set(Object.values(EXPECTED).map(({ observation }) => (observation.application as { sparkVersion: string }).sparkVersion[0]))].sort()).toEqual(['3', '4']);
  expect(Object.keys(EXPECTED).some(name => name.startsWith('eventlog_v2_'))).toBe(true);
});

test('the log of failures has failed tasks and a stage that was tried again', async () => {
  const { totals } = observe(await readFixture('failures-3.5.zstd'));
  expect(totals.failedTasks).toBeGreaterThan(0);
  expect(totals.stageAttempts).toBeGreaterThan(totals.stages);
});

test('an application without an end is not complete, and that is said', async () => {
  const { application, warnings } = await observed(START, taskEnd(1));
  expect(application).toMatchObject({ id: 'app-1', startedAt: '1970-01-01T00:00:00.000Z', endedAt: null, complete: false });
  expect(warnings).toEqual([{ id: 'SZ5104', line: null, message: 'no ApplicationEnd in the log' }]);
});

test('two applications in one log are said', async () => {
  const { warnings } = await observed(START, { ...START, 'App ID': 'app-2' });
  expect(warnings).toContainEqual({ id: 'SZ5108', line: null, message: '2 applications in the log, app-1 the first' });
});
