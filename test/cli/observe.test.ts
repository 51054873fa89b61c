import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ranAsync } from './fake-io';
import { readWorkload } from '../../src/core/workload/read';
import { EXPECTED, LOGS, END, START, logOf, taskEnd } from '../eventlog/log-fixture';

let folder: string;
beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sized-emr-')); });
afterEach(() => fs.rmSync(folder, { recursive: true }));

function written(name: string, content: Uint8Array | string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  return file;
}

const READS = { metrics: { 'Input Metrics': { 'Bytes Read': 5_000_000 } } };

describe('sized-emr observe', () => {
  test.each(Object.keys(EXPECTED))('%s as a document', async name => {
    const { exit, stdout, stderr } = await ranAsync(['observe', path.join(LOGS, name), '--json']);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(document).toMatchObject({ schema: 'sized-emr/observation/1', ...EXPECTED[name].observation });
    expect(Object.keys(document)).toEqual(['schema', 'application', 'executors', 'totals', 'peaks', 'largestShuffle', 'memory', 'workload', 'advice', 'warnings']);
  });

  test.each(Object.keys(EXPECTED))('%s: its workload is one that plan reads, or lacks an input that the run did not read', async name => {
    const { stdout } = await ranAsync(['observe', path.join(LOGS, name), '--json']);
    const { workload } = JSON.parse(stdout) as { workload: Record<string, unknown> };
    expect(readWorkload({ input: '1GiB', ...workload })).toMatchObject({ ok: true });
  });

  test('for people, on lines that fit', async () => {
    const { exit, stdout } = await ranAsync(['observe', path.join(LOGS, 'sql-4.x.zstd')]);
    expect(exit).toBe(0);
    for (const title of ['What it did', 'Largest shuffle', 'The workload of the next run']) expect(stdout).toContain(`\n${title}\n`);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(96);
  });

  test('-o writes the workload, which plan takes', async () => {
    const log = written('log', logOf([START, taskEnd(1, READS), END]));
    const observed = await ranAsync(['observe', log, '-o', 'nightly.workload.json']);
    expect(observed).toMatchObject({ exit: 0, stderr: 'wrote nightly.workload.json\n' });
    const workload = JSON.parse(observed.files['nightly.workload.json']) as Record<string, unknown>;
    expect(workload).toMatchObject({ schema: 'sized-emr/workload/1', input: '5000000B', observed: { log: 'log', applicationId: 'app-1', date: '1970-01-01' } });
    expect((await ranAsync('plan nightly.workload.json --json', { files: observed.files })).exit).toBe(0);
  });

  test('without an input in the log -o needs it by flag', async () => {
    const log = written('log', logOf([START, taskEnd(1), END]));
    const refused = await ranAsync(['observe', log, '-o', 'w.json']);
    expect(refused).toMatchObject({ exit: 2, stdout: '', files: {} });
    expect(refused.stderr).toMatch(/^SZ5003 -o: .*give --input SIZE\n$/);
    const given = await ranAsync(['observe', log, '-o', 'w.json', '--input', '20GB']);
    expect(given.exit).toBe(0);
    expect(JSON.parse(given.files['w.json'])).toMatchObject({ input: '20GB' });
  });

  test('a workload that cannot be written is refused', async () => {
    const log = written('log', logOf([START, taskEnd(1, READS)]));
    expect(await ranAsync(['observe', log, '-o', '/readonly/w.json', '--quiet'])).toMatchObject({ exit: 2, stdout: '', stderr: 'SZ1010 /readonly/w.json: cannot be written: read-only file system\n' });
  });

  test('damage is a warning, unless --quiet, and exits 0', async () => {
    const log = written('log', logOf([START, taskEnd(1), '{"Event":"SparkLis'], ''));
    const told = await ranAsync(['observe', log]);
    expect(told).toMatchObject({ exit: 0, stderr: 'SZ5101 line 3 is not JSON\nSZ5104 no ApplicationEnd in the log\n' });
    expect(await ranAsync(['observe', log, '--quiet'])).toMatchObject({ exit: 0, stderr: '', stdout: told.stdout });
  });

  test.each<[string, Uint8Array | string, RegExp]>([
    ['text', 'hello\nworld\n', /^SZ5001 .*: no event of Spark in it; line 1 is not JSON\n$/],
    ['nothing', '', /^SZ5001 .*: no event of Spark in it\n$/],
    ['events of others', '{"Event":"com.vendor.Thing"}\n', /^SZ5001 .*: no event of Spark in it\n$/],
    ['a zip archive', Buffer.from('PK\u0003\u0004........'), /^SZ5001 .*: no event of Spark in it; .* is a zip archive; what came before was read\n$/],
  ])('%s is no log: exit 2 and nothing on stdout', async (_name, content, expected) => {
    const { exit, stdout, stderr } = await ranAsync(['observe', written('log', content), '--json']);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });

  test('a file that is not there, a folder without parts, a link to itself, and what is neither', async () => {
    fs.symlinkSync('loop', path.join(folder, 'loop'));
    const said = async (...argv: string[]) => (await ranAsync(['observe', ...argv])).stderr;
    expect(await said(path.join(folder, 'missing'))).toMatch(/^SZ1010 .*: cannot be read: .*ENOENT/);
    expect(await said(path.join(folder, 'loop'))).toMatch(/^SZ1010 .*: cannot be read: .*ELOOP/);
    expect(await said(folder)).toMatch(/^SZ5002 .*: is a folder without files events_N_…/);
    expect(await said('/dev/null')).toMatch(/^SZ5002 .*: is neither a file nor a folder/);
    expect(await said()).toMatch(/^SZ1001 LOG: left out/);
    expect(await said('x', '--input', 'much')).toMatch(/^SZ1002 --input: got "much"/);
  });

  test('a folder whose part is a link to itself gives the others', async () => {
    written('r/events_1_a', logOf([START, taskEnd(1), END]));
    fs.symlinkSync('events_2_a', path.join(folder, 'r', 'events_2_a'));
    const { exit, stdout, stderr } = await ranAsync(['observe', path.join(folder, 'r'), '--json']);
    expect([exit, (JSON.parse(stdout) as { application: { complete: boolean } }).application.complete]).toEqual([0, false]);
    expect(stderr).toMatch(/^SZ5102 events_2_a ELOOP/);
  });
});

test('--svg and --html draw each stage beside the pool', async () => {
  const log = path.join(LOGS, 'spill-4.x');
  const { exit, files, stderr } = await ranAsync(['observe', log, '--svg', 'run.svg', '--html', 'run.html']);
  expect(exit).toBe(0);
  expect(stderr).toContain('wrote run.svg');
  expect(files['run.svg']).toContain('Stage 1, 2 tasks: the fullest held 126 MiB; 2 spilled 188 MiB, 176 MiB on disk.');
  expect(files['run.html']).toContain('SZ5201');
  const printed = await ranAsync(['observe', log, '--svg', '-', '--quiet']);
  expect(printed.stdout).toBe(files['run.svg']);
  expect(await ranAsync(['observe', log, '--svg', '-', '--json'])).toMatchObject({ exit: 2, stdout: '' });
});
