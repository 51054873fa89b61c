import { ran } from './fake-io';

jest.setTimeout(120_000); // both platforms are searched many times for the size at which the cheaper one changes

const EC2 = 'plan --input 20GiB --max-concurrent-vcpus 64 --platform ec2 --instance-type m5.xlarge --instance-type r5.2xlarge';

describe('sized-emr plan --platform ec2', () => {
  test('prints a plan for people: the nodes, what lies on them and why', () => {
    const { exit, stdout } = ran(EC2);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^A job on EMR on EC2, emr-7\.12\.0, x86_64, us-east-1\n\n {2}Up to \d+ executors? of \d+ cores? on \d+ × (m5\.xlarge|r5\.2xlarge), /);
    for (const row of ['node  ', 'YARN  ', 'cluster.core.executorsPerNode', 'cluster.primary.instanceType', 'cluster.applicationMaster']) expect(stdout).toContain(row);
    expect(stdout).not.toContain('worker');
  });

  test('prints the same document for programs, with the cluster in place of workers', () => {
    const plan = JSON.parse(ran(`${EC2} --json`).stdout);
    expect(plan).toMatchObject({ schema: 'sized-emr/plan/1', platform: 'ec2', cluster: { primary: {}, core: { count: expect.any(Number) }, task: null } });
    expect(Object.keys(plan.cluster.core)).toEqual(expect.arrayContaining(['instanceType', 'count', 'executorsPerNode', 'yarnMemoryMiB', 'idleMiB']));
    expect(plan.serverless).toBeUndefined();
    expect(plan.executor.worker).toBeUndefined();
    expect(plan.pins).toEqual({ instanceTypes: ['m5.xlarge', 'r5.2xlarge'] });
  });

  test('takes nodes, families and prices', () => {
    expect(JSON.parse(ran(`${EC2} --nodes 3 --json`).stdout).cluster.core.count).toBe(3);
    expect(JSON.parse(ran('plan --input 20GiB --platform ec2 --family m5 --family r5 --deny-family m5 --json').stdout).cluster.core.instanceType).toMatch(/^r5\./);
    const dear = JSON.parse(ran(`${EC2} --instance-price m5.xlarge=9+1 --gp3-gib-month-usd 0 --json`).stdout);
    expect(dear.cluster.core.instanceType).toBe('r5.2xlarge');
    expect(dear.cluster.core.usdPerHour).toBe(0.63); // 0.504 + 0.126, nothing for volumes
  });

  test('takes a share and prices of Spot instances', () => {
    const { cluster } = JSON.parse(ran(`${EC2} --nodes 4 --spot-share 0.5 --spot-price m5.xlarge=0.01 --spot-price r5.2xlarge=0.4 --json`).stdout);
    expect([cluster.core.count, cluster.task]).toEqual([2, { instanceType: 'm5.xlarge', count: 2, market: 'SPOT', usdPerHour: expect.any(Number) }]);
    expect(ran(`${EC2} --nodes 4 --spot-share 0.5`).stdout).toMatch(/ on 2 \+ 2 on Spot × (m5\.xlarge|r5\.2xlarge), /);
    expect(ran(`${EC2} --spot-share 1`).stderr).toMatch(/^SZ1004 --spot-share: got 1; /);
    expect(ran(`${EC2} --spot-price m5.xlarge`).stderr).toMatch(/^SZ1004 --spot-price: got "m5\.xlarge"; TYPE=USD/);
  });

  test('prints Markdown and settings', () => {
    expect(ran(`${EC2} --markdown`).stdout).toMatch(/^# A job on EMR on EC2/);
    expect(ran(`${EC2} --format spark-submit`).stdout).toMatch(/^--conf spark\.submit\.deployMode=client /);
  });

  test('fails on flags of the other platform, on types and prices that are none, and on forms that are to come', () => {
    expect(ran('plan --input 20GiB --platform ec2 --warm 3').stderr).toBe('SZ1013 --warm: is of EMR Serverless; leave it out\n');
    expect(ran('plan --input 20GiB --nodes 3').stderr).toBe('SZ1013 --nodes: is of EMR on EC2; give --platform ec2 as well\n');
    expect(ran('plan --input 20GiB --platform ec2 --instance-type m5.9xlarge').stderr).toMatch(/^SZ4101 --instance-type: got m5\.9xlarge/);
    expect(ran('plan --input 20GiB --platform ec2 --instance-price m5.xlarge').stderr).toMatch(/^SZ1004 --instance-price: got "m5\.xlarge"; TYPE=USD/);
    expect(ran('plan --input 20GiB --platform ec2 --format airflow').stderr).toMatch(/^SZ1013 --format: got "airflow"; with --platform ec2 these are there: spark-submit, spark-defaults/);
    expect(ran('plan --input 20GiB --platform ec2 --nodes 1 --max-concurrent-vcpus 4').stderr).toMatch(/^SZ3103 --max-concurrent-vcpus: got 4; \d+ vCPUs would do/);
  });
});

describe('sized-emr plan --platform any', () => {
  const job = 'plan --input 20GiB --shuffle 8GiB --core-time 40m --max-concurrent-vcpus 1000';
  const line = `${job} --instance-type c5a.4xlarge --instance-type m5a.12xlarge`;

  test('prints the plan for the cheaper platform, and in one line what the other costs and from where on it is the cheaper one', () => {
    const plan = JSON.parse(ran(`${line} --platform any --json`).stdout);
    const { comparison } = plan;
    const [serverless, ec2] = [job, `${line} --platform ec2`].map(words => JSON.parse(ran(`${words} --json`).stdout));
    expect(comparison.usd).toEqual({ serverless: serverless.cost.usd, ec2: ec2.cost.usd });
    expect(comparison.cheaper).toBe('serverless');
    expect({ ...plan, comparison: undefined }).toEqual({ ...serverless, comparison: undefined });
    expect(comparison.breakEven).toMatchObject({ beyond: 'ec2', factor: expect.any(Number) });
    expect(comparison.line).toMatch(/^EMR Serverless is cheaper: \$[\d.]+ a run, against EMR on EC2, \$[\d.]+ a run; EMR on EC2 is from [\d.]+ times this job upwards \(/);
    expect(ran(`${line} --platform any`).stdout.replace(/\s+/g, ' ')).toContain(comparison.line);
  });

  test('the order is the other way round beyond the break-even, and not before it', () => {
    const { factor } = JSON.parse(ran(`${line} --platform any --json`).stdout).comparison.breakEven;
    const cheaper = (growth: number) => JSON.parse(ran(`${line} --platform any --growth ${1.2 * growth} --json`).stdout).platform;
    expect(cheaper(factor * 1.05)).toBe('ec2');
    expect(cheaper(factor / 1.1)).toBe('serverless');
  });

  test('takes the platform on which the pins are possible', () => {
    const plan = JSON.parse(ran(`${line} --platform any --executor-cores 3 --json`).stdout);
    expect(plan).toMatchObject({ platform: 'ec2', comparison: { cheaper: 'ec2', usd: { serverless: null } } });
  });
});
