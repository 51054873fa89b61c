import * as path from 'path';
import { ranAsync } from './fake-io';
import { SparkWorkload } from '../../src/api';
import { ObservationDocument } from '../../src/eventlog/observation';
import { LOGS } from '../eventlog/log-fixture';

const SQL = path.join(LOGS, 'sql-3.5.lz4');
const OTHER = path.join(LOGS, 'sql-4.x.zstd');
const intent = (fields: object) => ({ files: { 'i.json': JSON.stringify({ schema: 'sized-emr/workload/1', input: '40MiB', ...fields }) } });

describe('several logs', () => {
  test('give each run, growth, and one workload with its margin', async () => {
    const { exit, stdout, stderr } = await ranAsync(['observe', SQL, OTHER, '--json']);
    const document = JSON.parse(stdout) as ObservationDocument;
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(document.runs!.map(({ log }) => log)).toEqual(['sql-3.5.lz4', 'sql-4.x.zstd']);
    expect(document.workload.growth).toBeGreaterThanOrEqual(1);
    expect(document.growth!.map(({ field }) => field)).toContain('shuffle');
  });

  test('of different jobs are told', async () => {
    const { stderr } = await ranAsync(['observe', SQL, path.join(LOGS, 'spill-3.5.snappy')]);
    expect(stderr).toBe('SZ5109 2 logs of applications with different names; they are taken for runs of one job\n');
  });

  test('all that cannot be read are named', async () => {
    const { exit, stdout, stderr } = await ranAsync(['observe', SQL, 'missing-1', 'missing-2', SQL]);
    expect({ exit, stdout, stderr }).toEqual({ exit: 2, stdout: '', stderr: expect.stringMatching(/^SZ1007 .*: is given twice/) });
    expect((await ranAsync(['observe', SQL, 'missing-1', 'missing-2'])).stderr).toMatch(/^SZ1010 missing-1: .*\nSZ1010 missing-2: .*\n$/);
  });
});

describe('--against', () => {
  test('exits 0 within what was stated', async () => {
    const { exit, stdout, stderr } = await ranAsync(['observe', SQL, '--against', 'i.json'], intent({ shuffle: '4MiB', spill: 'never' }));
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/Against what was stated\n.*\n {2}input .*within 48 MiB\n {2}shuffle .*within 4.8 MiB\n {2}spill .*within never/);
  });

  test('exits 1 with the document where a bound is broken', async () => {
    const { exit, stdout, stderr } = await ranAsync(['observe', SQL, '--json', '--against', 'i.json'], intent({ shuffle: '1MiB' }));
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^SZ5301 shuffle: .* observed, and the plan holds 1.2 MiB\n$/);
    expect((JSON.parse(stdout) as ObservationDocument).against).toMatchObject([{ field: 'input', broken: false }, { field: 'shuffle', broken: true }]);
  });

  test('what is no workload is refused', async () => {
    const { exit, stderr } = await ranAsync(['observe', SQL, '--against', 'i.json'], intent({ shuffle: 'much' }));
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringMatching(/^SZ1002 i.json shuffle: got "much"/) });
    expect((await ranAsync(['observe', SQL, '--against', 'none.json'])).stderr).toMatch(/^SZ1010 none.json: cannot be read/);
  });
});

describe('progress', () => {
  /** A clock that goes on by a second with every look. */
  const clock = () => {
    let ms = 0;
    return () => { ms += 1000; return ms; };
  };

  test('on a terminal: how far, how fast, how long; the line goes away', async () => {
    const { stderr } = await ranAsync(['observe', SQL], { isErrorTTY: true, now: clock() });
    expect(stderr).toMatch(/^\r\u001b\[K.*sql-3.5.lz4: 100 %, 1\d\d KiB\/s, 0s left\r\u001b\[K$/);
  });

  test('of a rolling folder over all its parts', async () => {
    const { stderr } = await ranAsync(['observe', path.join(LOGS, 'eventlog_v2_local-4.x')], { isErrorTTY: true, now: clock() });
    expect(stderr).toMatch(/ [1-9]\d? %, [^\r]* left\r\u001b\[K.* 100 %, [^\r]*, 0s left\r/);
  });

  test('nowhere else', async () => {
    expect((await ranAsync(['observe', SQL], { now: clock() })).stderr).toBe('');
    expect((await ranAsync(['observe', SQL, '--quiet'], { isErrorTTY: true, now: clock() })).stderr).toBe('');
  });
});

test('the workload that is written is one for the constructs', async () => {
  const { files } = await ranAsync(['observe', SQL, '-o', 'w.json', '--quiet']);
  const workload = SparkWorkload.fromJson(files['w.json']);
  expect(workload.name).toBe('test log: sql');
});
