import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { WRONG_TEMPLATE } from './wrong-template';
import { nodeLogFiles } from '../../src/cli/log-files';
import { readWorkload } from '../../src/core/workload/read';
import { checkAnswer } from '../../web/model/check-answer';
import { explainAnswer, storyAnswer } from '../../web/model/explain-answer';
import { DroppedFile, observeAnswer } from '../../web/model/observe-answer';
import { sizeAnswer } from '../../web/model/size-answer';
import { valuesOf } from '../../web/model/size-request';
import { sources } from '../arbitraries/workload';
import { ran, ranAsync } from '../cli/fake-io';

describe('explain', () => {
  const heaps = fc.integer({ min: 512, max: 60_000 }).map(mib => `${mib}m`);
  const cores = fc.integer({ min: 1, max: 16 });
  const platforms = fc.constantFrom('yarn', 'emr', 'kubernetes');
  const forms = fc.constantFrom(
    (memory: string, count: number) => `spark.executor.memory ${memory}\nspark.executor.cores ${count}`,
    (memory: string, count: number) => `spark-submit --executor-memory ${memory} --executor-cores=${count} job.py`,
    (memory: string, count: number) => JSON.stringify({ 'spark.executor.memory': memory, 'spark.executor.cores': count }),
  );

  test('in whatever form the configuration is pasted, the memory is the command line\'s', () => {
    fc.assert(fc.property(heaps, cores, platforms, forms, (memory, count, platform, form) => {
      const answer = explainAnswer({ config: form(memory, count), platform });
      const told = JSON.parse(ran(`explain --json --executor-memory ${memory} --executor-cores ${count} --platform ${platform}`).stdout) as unknown;
      expect(answer.ok && answer.value.explanation).toEqual(told);
    }), { numRuns: 60 });
  });

  test('a workload that is played in it ends as on the command line', () => {
    fc.assert(fc.property(fc.integer({ min: 1024, max: 16_000 }), sources(2 ** 42).filter(source => readWorkload(source).ok), (memory, source) => {
      const values = valuesOf(source);
      const answer = storyAnswer({ config: `spark.executor.memory ${memory}m\nspark.executor.cores 4\nspark.sql.shuffle.partitions 500` }, values);
      const { exit, stdout } = ran(`explain --json --executor-memory ${memory}m --executor-cores 4 --partitions 500 --for -`, { stdin: JSON.stringify(source) });
      expect(exit).toBeLessThan(2);
      expect(answer.ok && JSON.parse(JSON.stringify(answer.value))).toEqual((JSON.parse(stdout) as { story: unknown }).story);
    }), { numRuns: 12 });
  });

  test('a what-if stands in place of what was pasted', () => {
    const config = 'spark.executor.memory 4g\nspark.executor.cores 4';
    expect(explainAnswer({ config, memory: '8g', cores: '2', fraction: '0.7' })).toEqual(
      expect.objectContaining({
        value: expect.objectContaining({
          explanation: (explainAnswer({ config: 'spark.executor.memory 8g\nspark.executor.cores 2\nspark.memory.fraction 0.7' }) as any).value.explanation,
        }),
      }));
  });

  test('the driver has settings of its own, and runs no tasks', () => {
    const answer = explainAnswer({ config: 'spark.driver.memory 2g\nspark.executor.memory 8g', role: 'driver' });
    expect(answer).toMatchObject({ ok: true, value: { slots: undefined, explanation: { container: { heapMiB: 2048 } } } });
  });

  test('problems name the setting or the field', () => {
    const paths = (values: Record<string, string>) => {
      const answer = explainAnswer(values);
      return answer.ok ? [] : answer.problems.map(({ path }) => path);
    };
    expect(paths({ config: 'spark.executor.memory 4 gigs' })).toEqual(['spark.executor.memory']);
    expect(paths({ config: '' })).toEqual(['spark.executor.memory']);
    expect(paths({ config: 'spark.executor.memory 4g', spark: 'three', java: 'x' })).toEqual(['spark', 'java']);
    expect(paths({ config: 'spark.executor.memory 4g', platform: 'mesos', role: 'clerk' })).toEqual(['role', 'platform']);
    expect(paths({ config: '{' })).toEqual(['config']);
  });

  test('no text makes it throw', () => {
    const typed = fc.record({ config: fc.oneof(fc.string(), fc.string().map(text => `spark.executor.memory ${text}`)), memory: fc.string(), cores: fc.string(), java: fc.string(), spark: fc.string() });
    fc.assert(fc.property(typed, values => {
      const answer = explainAnswer(values);
      if (!answer.ok) expect(answer.problems.length).toBeGreaterThan(0);
      storyAnswer(values, { input: '1GiB' });
    }), { numRuns: 200 });
  });
});

describe('check', () => {
  test('the findings are the command line\'s, and each has its line', () => {
    const answer = checkAnswer(WRONG_TEMPLATE, 'template.yaml');
    if (!answer.ok) throw new Error('no answer');
    const told = JSON.parse(ran('check template.yaml --json', { files: { 'template.yaml': WRONG_TEMPLATE } }).stdout) as unknown;
    expect(answer.value.document).toEqual(told);
    expect(answer.value.findings.length).toBeGreaterThan(0);
    for (const { line, excerpt } of answer.value.findings) expect(WRONG_TEMPLATE.split('\n')[line - 1].trim()).toBe(excerpt);
    expect(answer.value.findings[0].severity).toBe('error');
  });

  test('what is no template is said', () => {
    expect(checkAnswer('{"a": ', 'x')).toMatchObject({ ok: false });
    expect(checkAnswer('just text', 'x')).toMatchObject({ ok: false });
  });
});

describe('observe', () => {
  const LOGS = join(__dirname, '..', 'eventlog', 'logs');
  const { gunzip } = nodeLogFiles();

  function dropped(path: string): DroppedFile {
    const bytes = readFileSync(join(LOGS, path));
    return { name: path.split('/').pop()!, size: bytes.length, stream: () => new Blob([bytes]).stream() as ReadableStream<Uint8Array> };
  }

  test.each(['sql-4.x.zstd', 'sql-3.5.lz4', 'local-3.5.lzf', 'spill-3.5.snappy', 'failures-4.x.gz', 'spill-4.x'])('%s gives what the command line gives', async log => {
    const answer = await observeAnswer([dropped(log)], gunzip);
    const { stdout } = await ranAsync(['observe', join(LOGS, log), '--json']);
    const { observed: here, ...workload } = (answer as any).value.workload;
    const { workload: { observed: there, ...told }, ...rest } = JSON.parse(stdout);
    expect(JSON.parse(JSON.stringify({ ...(answer as any).value, workload }))).toEqual({ ...rest, workload: told });
    expect(here.applicationId).toBe(there.applicationId);
  });

  test('the parts of a rolling folder, dropped in any order, are one log', async () => {
    const folder = 'eventlog_v2_local-4.x';
    const names = ['events_3_local-4.x.zstd', 'events_1_local-4.x.zstd', 'events_2_local-4.x.zstd', 'appstatus_local-4.x'];
    const answer = await observeAnswer(names.map(name => dropped(`${folder}/${name}`)), gunzip);
    const { stdout } = await ranAsync(['observe', join(LOGS, folder), '--json']);
    expect((answer as any).value.totals).toEqual(JSON.parse(stdout).totals);
  });

  test('what it gives goes into the form and plans', async () => {
    const answer = await observeAnswer([dropped('sql-4.x.zstd')], gunzip);
    const planned = sizeAnswer({ input: '1GiB', ...valuesOf((answer as any).value.workload) });
    expect(planned.ok).toBe(true);
  });

  test('nothing, several logs at once, and what is no log are told', async () => {
    const text: DroppedFile = { name: 'a.txt', size: 5, stream: () => new Blob(['hello']).stream() as ReadableStream<Uint8Array> };
    expect(await observeAnswer([], gunzip)).toMatchObject({ ok: false, problems: [{ id: 'SZ1001' }] });
    expect(await observeAnswer([text, { ...text, name: 'b.txt' }], gunzip)).toMatchObject({ ok: false, problems: [{ id: 'SZ5002' }] });
    expect(await observeAnswer([text], gunzip)).toMatchObject({ ok: false, problems: [{ id: 'SZ5001' }] });
  });

  test('how far it has come is told', async () => {
    const seen: number[] = [];
    const log = dropped('spill-4.x');
    await observeAnswer([log], gunzip, bytes => seen.push(bytes));
    expect(seen[seen.length - 1]).toBe(log.size);
  });
});
