import { ran } from './fake-io';
import { Io } from '../../src/cli/io';
import { run } from '../../src/cli/run';
import { PROBLEM_TABLE } from '../../src/core/problems/problem-table';

const TEMPLATE = JSON.stringify({
  Resources: {
    App: {
      Type: 'AWS::EMRServerless::Application',
      Properties: { ReleaseLabel: 'emr-7.12.0', Type: 'Spark', MaximumCapacity: { Cpu: '16 vCPU', Memory: '64 GB', Disk: '80 GB' } },
    },
  },
});

describe('sized-emr', () => {
  test('without a command prints its help on stderr and fails as bad usage', () => {
    expect(ran('')).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining('sized-emr COMMAND') });
  });

  test.each(['help', '--help', '-h'])('%s prints the commands', line => {
    expect(ran(line)).toMatchObject({ exit: 0, stderr: '', stdout: expect.stringMatching(/plan .*\n.*explain .*\n.*simulate .*\n.*check .*\n.*diff .*\n.*observe .*\n.*types .*\n.*rules /) });
  });

  test('--version prints the package\'s version', () => {
    expect(ran('--version')).toMatchObject({ exit: 0, stdout: '1.2.3\n', stderr: '' });
  });

  test.each(['plan', 'explain', 'simulate', 'diff', 'observe', 'types', 'rules'])('%s --help names every flag, its default and examples', name => {
    const help = ran(`${name} --help`);
    expect(help).toMatchObject({ exit: 0, stderr: '' });
    expect(help.stdout).toBe(ran(`help ${name}`).stdout);
    expect(help.stdout).toBe(ran(`${name} --no-such-flag -h`).stdout);
    expect(help.stdout).toMatchSnapshot();
    for (const line of help.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('fails with one line and exit 70 on a bug of ours, and with the stack only where it is asked for', () => {
    const crashed = (env: Record<string, string>) => {
      let stderr = '';
      const io = { stdout: () => { throw new TypeError('oops'); }, stderr: (text: string) => { stderr += text; }, env, version: () => '1' };
      return { exit: run(['--version'], io as unknown as Io), stderr };
    };
    expect(crashed({})).toEqual({ exit: 70, stderr: 'internal error: oops; please report it with the command line\n' });
    expect(crashed({ SIZED_EMR_DEBUG: '1' }).stderr).toMatch(/TypeError: oops\n +at /);
  });
});

describe('sized-emr plan', () => {
  const line = 'plan --input 20GiB --max-concurrent-vcpus 64';

  test('prints a plan for people, its warnings on stderr', () => {
    const result = ran('plan --input 20GiB --finish-within 30m');
    expect(result.exit).toBe(0);
    expect(result.stdout).toMatch(/^A job on EMR Serverless, emr-7\.12\.0, x86_64, us-east-1\n/);
    expect(result.stdout).not.toContain('SZ3201');
    expect(result.stderr).toMatch(/^SZ3201 /);
  });

  test('--quiet keeps warnings and progress to itself', () => {
    expect(ran('plan --input 20GiB --finish-within 30m --quiet -o p.plan.json')).toMatchObject({ exit: 0, stderr: '' });
  });

  test('--json prints the document of the contract', () => {
    const plan = JSON.parse(ran(`${line} --json`).stdout);
    expect(plan).toMatchObject({ schema: 'sized-emr/plan/1', platform: 'serverless', release: 'emr-7.12.0', architecture: 'x86_64', region: 'us-east-1' });
    expect(fieldsMissing(plan, PLAN_FIELDS)).toEqual([]);
  });

  test('-o writes the same document as a lock file and says so', () => {
    const result = ran(`${line} -o nightly.plan.json --json`);
    expect(result.files['nightly.plan.json']).toBe(result.stdout);
    expect(result.stderr).toContain('wrote nightly.plan.json\n');
    expect(JSON.parse(result.stdout).pins).toBeUndefined();
    expect(JSON.parse(ran(`${line} --executor-memory 8g --disk 40 -o pinned.plan.json`).files['pinned.plan.json']).pins).toEqual({ executorMemoryMiB: 8192, diskGiB: 40 });
  });

  test('reads a file, and flags win over it', () => {
    const files = { 'a.json': JSON.stringify({ schema: 'sized-emr/workload/1', input: '20GiB', name: 'from file', growth: 3, maxConcurrentVcpus: 64 }) };
    const plan = JSON.parse(ran('plan a.json --json --growth 1 --region eu-west-1', { files }).stdout);
    expect(plan.name).toBe('from file');
    expect(plan.region).toBe('eu-west-1');
    expect(plan.assumptions.find((one: { field: string }) => one.field === 'growth')).toBeUndefined();
    expect(ran('plan a.json --json --growth 1', { files }).stdout).not.toBe(ran('plan a.json --json', { files }).stdout);
  });

  test('reads stdin, with or without a byte order mark', () => {
    const workload = JSON.stringify({ input: '20GiB', maxConcurrentVcpus: 64 });
    expect(ran('plan - --json', { stdin: workload }).stdout).toBe(ran(`${line} --json`).stdout);
    expect(ran('plan - --json', { stdin: `\uFEFF${workload}` }).stdout).toBe(ran(`${line} --json`).stdout);
  });

  test('takes today as one flag, as three, or as a file with one of them changed', () => {
    const one = ran(`${line} --today 10x4x2h --json`).stdout;
    expect(ran(`${line} --today-workers 10 --today-vcpu 4 --today-duration 2h --json`).stdout).toBe(one);
    const files = { 'a.json': JSON.stringify({ input: '20GiB', maxConcurrentVcpus: 64, today: { workers: 5, vCpu: 4, duration: '2h' } }) };
    expect(ran('plan a.json --today-workers 10 --json', { files }).stdout).toBe(one);
    expect(ran(`${line} --json`).stdout).not.toBe(one);
  });

  test('takes stages as JSON', () => {
    const stages = '[{"operator":"sort","records":1000000,"rowBytes":100}]';
    const plan = JSON.parse(ran(['plan', '--input', '20GiB', '--stages', stages, '--json']).stdout);
    expect(plan.perTask.basis).toBe('stages');
  });

  test('pins what it is told to', () => {
    const plan = JSON.parse(ran(`${line} --executor-cores 4 --executors 3 --partitions 64 --task-cpus 2 --disk 40GB --json`).stdout);
    expect(plan).toMatchObject({
      executor: { cores: 4, taskCpus: 2, diskGiB: 40 }, partitions: 64, executors: { minimum: 3, initial: 3, maximum: 3, dynamic: false },
    });
  });

  test('takes a heap in Spark\'s grammar', () => {
    expect(JSON.parse(ran(`${line} --executor-memory 4g --json`).stdout).executor.heapMiB).toBe(4096);
  });

  test('fails with what cannot be read, what may not be asked for and what cannot be met, each once', () => {
    const ids = (words: string) => ran(words).stderr.trimEnd().split('\n').map(text => text.split(':')[0]);
    // a pin that cannot be read would only narrow the search further
    expect(ids('plan --input 20GiB --executor-memory 14x --objective money --finish-within 20s')).toEqual(['SZ1005 --objective', 'SZ1008 --executor-memory', 'SZ3102 --finish-within']);
    expect(ids('plan --input 20GiB --executor-memory 14x --executor-cores 5 --release emr-7.11.0 --serverless-storage --shuffle much')).toEqual([
      'SZ1008 --executor-memory', 'SZ1002 --shuffle', 'SZ1011 --executor-cores', 'SZ1013 --serverless-storage',
    ]);
    // what a workload is planned for without its shuffle, and what a flag nobody knows asks for, is not known
    expect(ids('plan --input 20GiB --shuffle much --finish-within 20s')).toEqual(['SZ1002 --shuffle']);
    expect(ids('plan --input 20GiB --finish-withing 45m --finish-within 20s')).toEqual(['SZ1006 --finish-withing']);
    expect(ids('plan --input 20GiB --executor-cores 3 --warm x')).toEqual(['SZ1004 --warm', 'SZ1011 --executor-cores']);
    expect(ids('plan --input 20GiB --executor-memory 14x')).toEqual(['SZ1008 --executor-memory']);
  });

  test('fails on a price in the words of the planner, and on a text that is no number', () => {
    expect(ran('plan --input 20GiB --vcpu-hour-usd 0 --storage-gib-hour-usd -1 --memory-gib-hour-usd Infinity').stderr).toBe([
      'SZ1004 --vcpu-hour-usd: got 0; US dollars above 0 are expected',
      'SZ1004 --memory-gib-hour-usd: got Infinity; US dollars above 0 are expected',
      'SZ1004 --storage-gib-hour-usd: got -1; US dollars from 0 are expected\n',
    ].join('\n'));
    expect(ran('plan --input 20GiB --shuffle-storage-gib-hour-usd free').stderr).toBe('SZ1004 --shuffle-storage-gib-hour-usd: got "free"; a number is expected\n');
  });

  test('takes prices, the architecture, the objective and warm workers', () => {
    const cheap = JSON.parse(ran(`${line} --vcpu-hour-usd 0.001 --memory-gib-hour-usd 0.001 --json`).stdout);
    const listed = JSON.parse(ran(`${line} --json`).stdout);
    expect(cheap.cost.usd).toBeLessThan(listed.cost.usd);
    expect(JSON.parse(ran(`${line} --architecture arm64 --objective time --warm 2 --json`).stdout)).toMatchObject({
      architecture: 'arm64', objective: 'time', serverless: { initialCapacity: [{ key: 'Driver', workerCount: 1 }, { key: 'Executor', workerCount: 2 }] },
    });
  });

  test.each([
    ['spark-submit', /^--conf spark\.\S+=/], ['spark-defaults', /^spark\.\S+ +\S/], ['emr-cli', /^aws emr-serverless create-application /], ['airflow', /^EmrServerlessStartJobOperator\(/],
  ])('--format %s prints the settings alone', (format, begins) => {
    expect(ran(`${line} --format ${format}`)).toMatchObject({ exit: 0, stdout: expect.stringMatching(begins) });
  });

  test('--markdown prints Markdown', () => {
    expect(ran(`${line} --markdown`).stdout).toMatch(/^# A job on EMR Serverless/);
  });

  test('the same line gives the same plan', () => {
    expect(ran(`${line} --json`).stdout).toBe(ran(`${line} --json`).stdout);
  });

  test('colours a terminal that wants them, and nothing else', () => {
    const escape = '\u001b[';
    expect(ran(line, { isTTY: true }).stdout).toContain(escape);
    expect(ran(line, { isTTY: true, env: { NO_COLOR: '1' } }).stdout).not.toContain(escape);
    expect(ran(line, { isTTY: true, env: { TERM: 'dumb' } }).stdout).not.toContain(escape);
    expect(ran(`${line} --json`, { isTTY: true }).stdout).not.toContain(escape);
    expect(ran(line).stdout).not.toContain(escape);
  });

  test('is as wide as its terminal, up to 100 columns', () => {
    const widest = (columns: number) => Math.max(...ran(line, { isTTY: true, columns, env: { NO_COLOR: '1' } }).stdout.split('\n').map(text => text.length));
    expect(widest(80)).toBeLessThanOrEqual(82);
    expect(widest(400)).toBeLessThanOrEqual(100);
  });
});

describe('sized-emr explain', () => {
  test('--json prints the document of the contract', () => {
    const explained = JSON.parse(ran('explain --executor-memory 4g --executor-cores 4 --json').stdout);
    expect(fieldsMissing(explained, EXPLAIN_FIELDS)).toEqual([]);
  });

  test.each([
    // 4g: ParallelGC leaves a survivor space out, (3,817,865,216 − 300 MiB) × 0.6 = 2004.6 MiB; G1 2277.6 MiB
    ['explain --executor-memory 4g --executor-cores 2 --java 8 --platform serverless', '2 GiB'],
    ['explain --executor-memory 4g --executor-cores 2 --platform serverless', '2.2 GiB'],
    ['explain --executor-memory 4g --executor-cores 1 --platform serverless', '2.1 GiB'],
  ])('%s: Spark\'s UI shows %s', (line, shown) => {
    expect(JSON.parse(ran(`${line} --json`).stdout).ui.storageMemory).toBe(shown);
    expect(ran(line).stdout).toContain(`${shown} in Spark's UI`);
  });

  test('takes every flag', () => {
    const line = 'explain --executor-memory 12g --executor-cores 8 --task-cpus 2 --spark 3.5.6 --java 17 --collector parallel --memory-fraction 0.5'
      + ' --storage-fraction 0.3 --off-heap 2g --pyspark 1g --overhead 2g --platform emr --role executor --manager unified --machine-memory 64GiB --json';
    expect(JSON.parse(ran(line).stdout)).toMatchObject({
      jvm: { collector: 'parallel' }, container: { heapMiB: 12_288, overheadMiB: 2048, offHeapMiB: 2048, pysparkMiB: 1024, requestedMiB: 17_408 },
    });
  });

  test('draws the legacy memory manager', () => {
    const { stdout } = ran('explain --executor-memory 10g --spark 1.5.2');
    expect(stdout).toContain('unroll');
    expect(stdout).toMatchSnapshot();
  });

  test('draws a container with off-heap and Python memory', () => {
    expect(ran('explain --executor-memory 12g --executor-cores 8 --platform serverless --off-heap 2g --pyspark 1g').stdout).toMatchSnapshot();
  });
});

describe('sized-emr explain --for', () => {
  const SORT = { operator: 'sort', largestRecords: 1_000_000, rowBytes: 100 };
  const files = {
    'sort.json': JSON.stringify({ input: '1GiB', name: 'a sort', stages: [SORT] }),
    'may-spill.json': JSON.stringify({ input: '1GiB', spill: 'allowed', stages: [SORT] }),
    'cache.json': JSON.stringify({ input: '1GiB', cache: '400MiB', storageLevel: 'MEMORY_ONLY', stages: [SORT] }),
    'join.json': JSON.stringify({ input: '1GiB', stages: [{ operator: 'hash-join', records: 50_000_000, rowBytes: 88 }] }),
  };
  const explain = (heap: string, file: string, flags = '') =>
    ran(`explain --executor-memory ${heap} --executor-cores 2 --collector g1 --for ${file} ${flags}`, { files });

  test('tells the story for people', () => {
    const { exit, stdout, stderr } = explain('753m', 'sort.json');
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^It runs clean: nothing spills, fails or is evicted\.\n/);
    expect(stdout).toMatchSnapshot();
  });

  test('--json adds it to the document, with every event', () => {
    const { exit, stdout } = explain('751m', 'sort.json', '--json');
    expect(exit).toBe(1);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schema: 'sized-emr/explain/1', story: { verdict: 'spills', neededHeapMiB: 753, workload: 'a sort', complete: true, failedTasks: 0 } });
    expect(document.story.events.map(({ kind }: { kind: string }) => kind)).toContain('spills');
    expect(document.story.spilledBytes).toBeGreaterThan(0);
  });

  test('exits 1 where a task spills or fails, or cache is lost, and 0 where the workload lets it spill', () => {
    expect(explain('751m', 'sort.json').exit).toBe(1);
    expect(explain('751m', 'may-spill.json').exit).toBe(0);
    expect(explain('900m', 'cache.json').exit).toBe(1);
    expect(explain('751m', 'join.json', '--partitions 10').exit).toBe(1);
    expect(explain('751m', 'join.json', '--partitions 200').exit).toBe(0);
  });

  test('divides stages by --partitions and the cache by --executors', () => {
    const story = (flags: string, file: string) => JSON.parse(explain('900m', file, `${flags} --json`).stdout).story;
    expect(story('--partitions 50', 'join.json')).toMatchObject({ partitions: 50, stages: [{ records: 1_500_000 }] }); // skew 1.5
    expect(story('', 'join.json')).toMatchObject({ partitions: 200, stages: [{ records: 375_000 }] });
    expect(story('--executors 4', 'cache.json')).toMatchObject({ executors: 4, stored: { cacheBytes: 100 * 2 ** 20 } });
  });

  test('reads stdin', () => {
    expect(ran('explain --executor-memory 753m --executor-cores 2 --collector g1 --for -', { stdin: files['sort.json'] }).stdout).toBe(explain('753m', 'sort.json').stdout);
  });
});

describe('sized-emr simulate', () => {
  test('--json prints the document of the contract', () => {
    const simulated = JSON.parse(ran('simulate --json').stdout);
    expect(fieldsMissing(simulated, SIMULATE_FIELDS)).toEqual([]);
    expect(simulated.schema).toBe('sized-emr/simulate/1');
  });

  test('a part of the executors exits 0', () => {
    const line = 'simulate --platform serverless --maximum-cpu 100 --maximum-memory 500GB --maximum-disk 150GB'
      + ' --driver-worker 1x5x20 --executor-worker 2x5x20 --executors 10';
    const result = ran(`${line} --json`);
    expect(result.exit).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({ starts: true, executorsAsked: 10, executorsGranted: 6, binds: { dimension: 'disk' } });
    expect(ran(line).stdout).toContain('[disk: 150 GB]');
  });

  test('what does not start exits 1 and is printed', () => {
    const result = ran('simulate --maximum-cpu 4 --maximum-memory 16GB --json');
    expect(result.exit).toBe(1);
    expect(JSON.parse(result.stdout)).toMatchObject({ starts: false, executorsGranted: 0 });
    expect(result.stderr).toBe('');
  });

  test('a worker that is not offered does not start', () => {
    for (const worker of ['3x8x20', '4x31x20', '4x16x19', '4x16x2001']) {
      const result = ran(`simulate --executor-worker ${worker} --json`);
      expect(result.exit).toBe(1);
      expect(JSON.parse(result.stdout).binds.dimension).toBe('container');
    }
    expect(ran('simulate --driver-worker 4X30X2000').exit).toBe(0);
    expect(ran('simulate --driver-worker 4x30').exit).toBe(0);
  });

  test('plays the workers and counts that its help names where they are left out', () => {
    const help = ran('simulate --help').stdout;
    const fallbackOf = (flag: string) => new RegExp(`--${flag} [^(]*\\(default:\\s+([^);]+)\\)`).exec(help)![1];
    const { perNode, executorsAsked } = JSON.parse(ran('simulate --json').stdout);
    expect(perNode.map(({ type }: { type: string }) => type)).toEqual([`driver ${fallbackOf('driver-worker')}`, `executor ${fallbackOf('executor-worker')}`]);
    expect(executorsAsked).toBe(Number(fallbackOf('initial-executors')));
  });

  test('takes the flags of a job', () => {
    const simulated = (flags: string) => JSON.parse(ran(`simulate ${flags} --json`).stdout);
    expect(simulated('--executors 1').executorsAsked).toBe(3);
    expect(simulated('--executors 1 --no-dynamic-allocation').executorsAsked).toBe(1);
    expect(simulated('--no-dynamic-allocation').executorsAsked).toBe(3);
    expect(simulated('--min-executors 5').executorsAsked).toBe(5);
    expect(simulated('--initial-executors 0').executorsAsked).toBe(0);
    expect(simulated('--max-executors 8').executorsMaximum).toBe(8);
    expect(simulated('--release emr-6.9.0').executorsMaximum).toBe(100);
    expect(simulated('--max-executors 2')).toMatchObject({ starts: false, message: expect.stringContaining('initialExecutors: 3 must be between') });
    expect(simulated('--concurrent-runs 2 --max-concurrent-runs 1').runs).toHaveLength(2);
    expect(simulated('--lake-formation').perNode.map((node: { count: number }) => node.count)).toEqual([2, 6]);
    expect(simulated('--lake-formation --max-executors 10').executorsMaximum).toBe(18); // nine tenths for each profile
    expect(simulated('--warm-drivers 2 --warm-executors 1').perNode.map((node: { count: number }) => node.count)).toEqual([1, 3, 1]);
    expect(simulated('--maximum-cpu 16vCPU').executorsAtMaximum).toBe(3);
  });

  test('reads a template, from a file or from stdin, and lets the job\'s flags win', () => {
    const fromFile = ran('simulate --template t.json --json', { files: { 't.json': TEMPLATE } });
    expect(JSON.parse(fromFile.stdout)).toMatchObject({ starts: true, executorsAsked: 3, executorsAtMaximum: 3 });
    expect(ran('simulate --template - --resource App --json', { stdin: TEMPLATE }).stdout).toBe(fromFile.stdout);
    const more = ran('simulate --template t.json --executors 5 --concurrent-runs 1 --json', { files: { 't.json': TEMPLATE } });
    expect(JSON.parse(more.stdout)).toMatchObject({ executorsAsked: 5, executorsGranted: 3 });
    const fixed = ran('simulate --template t.json --no-dynamic-allocation --executors 2 --json', { files: { 't.json': TEMPLATE } });
    expect(JSON.parse(fixed.stdout)).toMatchObject({ executorsAsked: 2, executorsMaximum: 2 });
  });

  test('warns of a release that the catalog does not have', () => {
    const later = TEMPLATE.replace('emr-7.12.0', 'emr-7.99.0');
    expect(ran('simulate --template -', { stdin: later })).toMatchObject({ exit: 0, stderr: expect.stringMatching(/^SZ4002 /) });
  });
});

describe('sized-emr rules', () => {
  test('lists every id', () => {
    const { exit, stdout } = ran('rules');
    expect(exit).toBe(0);
    for (const id of Object.keys(PROBLEM_TABLE)) expect(stdout).toContain(id);
  });

  test('explains one id, in any case', () => {
    expect(ran('rules sz3202').stdout).toContain(PROBLEM_TABLE.SZ3202.explanation);
  });

  test('--json prints the table', () => {
    const { schema, rules } = JSON.parse(ran('rules --json').stdout);
    expect(schema).toBe('sized-emr/rules/1');
    expect(rules).toHaveLength(Object.keys(PROBLEM_TABLE).length);
    expect(rules[0]).toMatchObject({ id: 'SZ1001', severity: 'error' });
  });
});

/** Fields that the contract promises, with dots for what is inside. */
const PLAN_FIELDS = `schema sizingModel platform release architecture region concurrentRuns
  executor.cores executor.taskCpus executor.slots executor.heapMiB executor.overheadMiB executor.offHeapMiB executor.pysparkMiB executor.containerMiB
  executor.diskGiB executor.diskType executor.neededHeapMiB executor.neededBy executor.slackToNextStep
  executor.worker.vCpu executor.worker.memoryGiB executor.worker.diskGiB executor.worker.diskType
  driver.cores driver.heapMiB driver.overheadMiB driver.containerMiB driver.diskGiB driver.worker.vCpu
  executors.minimum executors.initial executors.maximum partitions perTask.memoryMiB perTask.demandMiB perTask.basis
  sparkDefaults serverless.initialCapacity serverless.maximumCapacity.cpu serverless.maximumCapacity.memory serverless.maximumCapacity.disk
  runTime.seconds runTime.lowSeconds runTime.highSeconds runTime.waves cost.usd cost.lowUsd cost.highUsd cost.idleUsdPerHour cost.pricedAt cost.region
  reasons assumptions waste.memory waste.vCpu runnersUp warnings`;
const EXPLAIN_FIELDS = `schema jvm.xmxBytes jvm.maxMemoryBytes jvm.collector jvm.java
  onHeap.reservedBytes onHeap.userBytes onHeap.unifiedBytes onHeap.storageBytes onHeap.executionBytes
  offHeap.bytes offHeap.storageBytes offHeap.executionBytes pageBytes perTask.minimumBytes perTask.maximumBytes
  container.heapMiB container.overheadMiB container.offHeapMiB container.pysparkMiB container.requestedMiB container.grantedMiB ui.storageMemory notes`;
const SIMULATE_FIELDS = `schema starts executorsAsked executorsGranted granted binds.dimension binds.detail message perNode
  capacityForAll.cpu capacityForAll.memory capacityForAll.disk`;

function fieldsMissing(document: unknown, fields: string): string[] {
  const has = (value: unknown, [name, ...rest]: string[]): boolean => (
    typeof value === 'object' && value !== null && name in value && (!rest.length || has((value as Record<string, unknown>)[name], rest))
  );
  return fields.split(/\s+/).filter(field => !has(document, field.split('.')));
}
