import { ran } from './fake-io';

const PLAN_FILE = JSON.stringify({ schema: 'sized-emr/plan/1' });
const FILES = {
  'plan.json': PLAN_FILE,
  'list.json': '[]',
  'good.json': JSON.stringify({ input: '5GB' }),
  'wrong.json': JSON.stringify({ input: '5GB', shufle: '1GB', skew: 0.5, profile: 'batch', finishWithin: '10', stages: [{ operator: 'sort' }] }),
  'other.json': JSON.stringify({ schema: 'sized-emr/workload/9', input: '5GB' }),
  'template.json': JSON.stringify({
    Resources: {
      App: {
        Type: 'AWS::EMRServerless::Application',
        Properties: {
          ReleaseLabel: 'emr-7.12.0', Type: 'Spark', MaximumCapacity: { Cpu: { Ref: 'Cpu' }, Memory: '64 GB' },
        },
      },
    },
  }),
};

/** One line each: what was typed, what is answered, the exit code. No answer stands on stdout. */
const BAD: readonly (readonly string[])[] = [
  ['frobnicate'],
  ['plann'],
  ['check', 'list.json', '--severity', 'bad'],
  ['--josn'],
  ['help', 'frobnicate'],
  ['plan'],
  ['plan', '--inptu', '5GiB', '--finish-within', '45x'],
  ['plan', '--json=yes', '--input', '5GiB'],
  ['plan', '--input'],
  ['plan', '--input', '--json'],
  ['plan', '--input', '5'],
  ['plan', '--input', '5GiB', '--profile', 'etl', '--growth', '-1', '--skew', 'much', '--cache', '0.5'],
  ['plan', '--input', '5GiB', '--stages', '[{', '--today', '10x4'],
  ['plan', '--input', '5GiB', '--today-workers', '10'],
  ['plan', '--input', '5GiB', '--stages', '[{"operator":"sort","records":5}]'],
  ['plan', 'missing.json', '--finish-within', '45x'],
  ['plan', 'plan.json'],
  ['plan', 'list.json'],
  ['plan', 'wrong.json'],
  ['plan', 'other.json'],
  ['plan', 'wrong.json', 'plan.json'],
  ['plan', '--input', '5GiB', '--platform', 'ec2', '--warm', '2'],
  ['plan', '--input', '5GiB', '--platform', 'any', '--finish-within', '1s'],
  ['plan', '--input', '5GiB', '--instance-type', 'm7g.xlarge', '--nodes', '3'],
  ['plan', '--input', '5GiB', '--format', 'run-job-flow'],
  ['plan', '--input', '5GiB', '--format', 'yaml'],
  ['plan', '--input', '5GiB', '--json', '--markdown'],
  ['plan', '--input', '5GiB', '--release', 'emr-5.36.0', '--architecture', 'arm', '--objective', 'money', '--warm', '0', '--vcpu-hour-usd', '-1'],
  ['plan', '--input', '5GiB', '--executor-memory', '4.5g', '--disk', '1TB', '--executors', '1.5', '--collector', 'zgc'],
  ['plan', '--input', '5GiB', '--executor-cores', '3'],
  ['plan', '--input', '5GiB', '-o', '/readonly/p.plan.json'],
  ['plan', '--input', '5GiB', '--finish-within', '1s'],
  ['explain'],
  ['explain', '--executor-memory', '4.5g', '--executor-cores', '0', '--platform', 'mesos', '--machine-memory', '64'],
  ['explain', '--executor-memory', '4g', '--executor-cores', '2', '--task-cpus', '4'],
  ['explain', '--executor-memory', '100m'],
  ['explain', '--executor-memory', '28g', '--executor-cores', '4', '--platform', 'serverless'],
  ['explain', '--executor-memory', '4g', '--instance-type', 'r5.12xlarge'],
  ['explain', '--executor-memory', '4g', '--spark', 'three', '--memory-fraction', '2'],
  ['explain', '4g'],
  ['explain', '--executor-memory', '4g', '--for', 'missing.json'],
  ['explain', '--executor-memory', '4.5g', '--for', 'wrong.json', '--partitions', '0'],
  ['explain', '--executor-memory', '4g', '--for', 'plan.json'],
  ['explain', '--executor-memory', '4g', '--partitions', '10', '--executors', '2'],
  ['explain', '--executor-memory', '4g', '--for', 'good.json', '--role', 'driver'],
  ['explain', '--executor-memory', '4g', '--for', 'good.json', '--spark', '1.5.2'],
  ['simulate', '--platform', 'ec2'],
  ['simulate', '--platform', 'ec2', '--nodes', '19x385024x48', '--am', '896x1'],
  ['simulate', '--platform', 'ec2', '--nodes', '19x385024', '--am', '896', '--containers', '0x1x1', '--executors', '3', '--core-type', 'm5.xlarge'],
  ['simulate', '--platform', 'ec2', '--core-type', 'm5.large', '--core-count', '0', '--executors', '3', '--executor-memory', '4.5g', '--maximum-cpu', '4', '--task-count', '2'],
  ['simulate', '--platform', 'ec2', '--core-type', 'm7g.xlarge', '--core-count', '3', '--task-type', 'm5.xlarge', '--task-count', '3', '--executors', '3', '--executor-memory', '4g', '--executor-cores', '2'],
  ['simulate', '--platform', 'ec2', '--template', 'template.json', '--release', 'emr', '--calculator', 'fair', '--deploy-mode', 'local'],
  ['simulate', '--core-type', 'm5.xlarge', '--nodes', '1x1x1'],
  ['explain', '--instance-type', 'm5.large'],
  ['explain', '--instance-type', 'm8gd.xlarge', '--release', 'emr-6.9.0', '--executor-cores', '4', 'file.json'],
  ['explain', '--release', 'emr-7.12.0', '--executor-memory', '4g'],
  ['types', '--family', 'm7', '--release', '7.12', 'm7g'],
  ['types', '--architecture', 'arm'],
  ['simulate', '--maximum-cpu', '4.5', '--maximum-memory', '1TB', '--driver-worker', '4', '--executors', '-1', '--release', 'emr'],
  ['simulate', '--concurrent-runs', '1001', '--html', 'x.html'],
  ['simulate', '--concurrent-runs', '1001'],
  ['simulate', '--resource', 'App', 'file.json'],
  ['simulate', '--template', 'missing.json'],
  ['simulate', '--template', 'template.json'],
  ['simulate', '--template', 'template.json', '--resource', 'Ap'],
  ['simulate', '--template', 'template.json', '--maximum-cpu', '4', '--executors', 'x'],
  ['rules', 'SZ9999'],
];

test('fails with one line for each problem, the id first, and nothing on stdout', () => {
  const gallery = BAD.map(argv => {
    const { exit, stdout, stderr } = ran(argv, { files: FILES });
    expect(stdout).toBe('');
    expect([1, 2]).toContain(exit);
    for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^SZ\d{4} \S/);
    return `$ sized-emr ${argv.join(' ')}\n${stderr}exit ${exit}`;
  });
  expect(gallery.join('\n\n')).toMatchSnapshot();
});
