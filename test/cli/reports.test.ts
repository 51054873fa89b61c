import { ran } from './fake-io';
import { wellFormed } from '../report/svg/well-formed';

const PLAN = 'plan --input 20GiB --quiet';
const EXPLAIN = 'explain --executor-memory 4g --executor-cores 2';
const SIMULATE = 'simulate --executors 4 --maximum-cpu 8';

test.each([
  [PLAN, '--svg', '<svg '], [PLAN, '--html', '<!DOCTYPE html>'], [EXPLAIN, '--svg', '<svg '], [EXPLAIN, '--html', '<!DOCTYPE html>'], [SIMULATE, '--svg', '<svg '],
])('%s %s goes to the file named, beside the text, or to stdout', (line, flag, begin) => {
  const plain = ran(line);
  const filed = ran(`${line} ${flag} out.file`);
  expect(filed.stdout).toBe(plain.stdout);
  expect(filed.exit).toBe(plain.exit);
  expect(filed.files['out.file'].startsWith(begin)).toBe(true);
  const printed = ran(`${line} ${flag} -`);
  expect(printed.stdout).toBe(filed.files['out.file']);
  expect(printed.files).toEqual({});
});

test('pictures and the page beside a lock file and JSON, all of the same plan', () => {
  const { exit, stdout, stderr, files } = ran('plan --input 20GiB -o p.plan.json --svg p.svg --html p.html --json');
  expect(exit).toBe(0);
  expect(stdout).toBe(files['p.plan.json']);
  expect(stderr).toMatch(/wrote p\.plan\.json\nwrote p\.svg\nwrote p\.html\n$/);
  expect(() => wellFormed(files['p.svg'])).not.toThrow();
});

test('two forms for stdout contradict each other', () => {
  for (const line of [`${PLAN} --svg - --json`, `${PLAN} --svg - --html -`, `${EXPLAIN} --html - --json`, `${SIMULATE} --svg - --json`]) {
    const { exit, stdout, stderr } = ran(line);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^SZ1007 --\w+: contradicts --\w+; one form of output is printed\n$/);
  }
});

test('a file that cannot be written is a problem, and nothing is printed', () => {
  for (const line of [`${PLAN} --svg`, `${EXPLAIN} --html`, `${SIMULATE} --svg`]) {
    const { exit, stdout, stderr } = ran(`${line} /readonly/x`);
    expect([exit, stdout, stderr]).toEqual([2, '', 'SZ1010 /readonly/x: cannot be written: read-only file system\n']);
  }
});

test('the page of a played workload tells its story, and its exit code stays', () => {
  const files = { 'w.json': JSON.stringify({ schema: 'sized-emr/workload/1', input: '20GiB', shuffle: '20GiB', stages: [{ operator: 'sort', records: 1e9, rowBytes: 96, partitions: 20 }] }) };
  const line = 'explain --executor-memory 1g --executor-cores 4 --for w.json';
  const played = ran(`${line} --html p.html`, { files });
  expect(played.exit).toBe(ran(line, { files }).exit);
  expect(played.files['p.html']).toContain('What a workload does in it');
});

test('a driver runs no tasks', () => {
  expect(ran('explain --executor-memory 4g --role driver --svg -').stdout).not.toContain('at once');
  expect(ran('explain --executor-memory 4g --svg -').stdout).toContain('1 task at once');
});

test('commands without pictures refuse them by name', () => {
  for (const line of ['rules --svg x', 'types --html x', 'check a.json --svg x', 'diff a b --html x', 'types --svg x']) {
    expect(ran(line)).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringMatching(/^SZ1013 --\w+: a \w+: not in this version\n$/) });
  }
  expect(ran('explain --instance-type m5.large --svg x').stderr).toMatch(/^SZ1007 --svg/);
});
