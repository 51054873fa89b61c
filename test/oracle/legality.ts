import { GRID, REACH_32_GB, RELEASE_FACTS, SHUFFLE_DISK_GB, STANDARD_DISK_GB } from './tables';
import { Plan } from '../../src/core/planning/plan';

/**
 * Every way in which a plan would be refused by EMR Serverless or by Spark, or contradicts itself, found from its emitted strings and numbers
 * alone. Written apart from the planner: the only import from it is the type.
 */
export function illegalities(plan: Plan): string[] {
  const found: string[] = [];
  const must = (holds: boolean, message: string) => {
    if (!holds) found.push(message);
  };
  checkNumbers(plan, must);
  checkExecutor(plan, must);
  checkDriver(plan, must);
  checkDisks(plan, must);
  checkAllocation(plan, must);
  checkMemorySettings(plan, must);
  checkOtherSettings(plan, must);
  checkCapacity(plan, must);
  checkServerlessStorage(plan, must);
  checkEscalation(plan, must);
  return found;
}

type Must = (holds: boolean, message: string) => void;

/** The keys that every plan states. */
export const SIZED_KEYS: readonly string[] = [
  'spark.aws.serverlessStorage.enabled',
  'spark.default.parallelism',
  'spark.driver.cores',
  'spark.driver.maxResultSize',
  'spark.driver.memory',
  'spark.driver.memoryOverhead',
  'spark.dynamicAllocation.enabled',
  'spark.dynamicAllocation.initialExecutors',
  'spark.dynamicAllocation.maxExecutors',
  'spark.dynamicAllocation.minExecutors',
  'spark.emr-serverless.driver.disk',
  'spark.emr-serverless.driver.disk.type',
  'spark.emr-serverless.executor.disk',
  'spark.emr-serverless.executor.disk.type',
  'spark.executor.cores',
  'spark.executor.extraJavaOptions',
  'spark.executor.instances',
  'spark.executor.memory',
  'spark.executor.memoryOverhead',
  'spark.memory.fraction',
  'spark.memory.offHeap.enabled',
  'spark.memory.offHeap.size',
  'spark.memory.storageFraction',
  'spark.sql.adaptive.advisoryPartitionSizeInBytes',
  'spark.sql.files.maxPartitionBytes',
  'spark.sql.shuffle.partitions',
  'spark.sql.sortMergeJoinExec.buffer.in.memory.threshold',
  'spark.task.cpus',
];

/** MiB of `14g` or `14336m`; NaN of anything else, bare numbers too: readers of Spark do not agree on their unit. */
export function mib(text: string | undefined): number {
  const [, digits, unit] = /^([0-9]+)([gm])$/.exec(text ?? '') ?? [];
  return digits === undefined ? NaN : Number(digits) * (unit === 'g' ? 1024 : 1);
}

function whole(text: string | undefined): number {
  return /^[0-9]+$/.test(text ?? '') ? Number(text) : NaN;
}

/** The worker that the service gives a container: the least size of the row that holds it; of 32 vCPU only from 8 GB below a size on. */
export function grantedGiB(vCpu: number, containerMiB: number): number | undefined {
  const size = (GRID[vCpu] ?? []).find(gib => containerMiB <= gib * 1024);
  if (size === undefined) return undefined;
  return vCpu === 32 && containerMiB < (size - REACH_32_GB) * 1024 ? undefined : size;
}

function checkNumbers(plan: Plan, must: Must): void {
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'number') must(Number.isFinite(value) && value >= 0, `${path} is ${value}`);
    else if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([key, inner]) => visit(inner, `${path}.${key}`));
  };
  visit(plan, 'plan');
  const { executor, driver, executors, partitions, concurrentRuns } = plan;
  const wholes = { ...executor, slackToNextStep: 0, ...executors, partitions, concurrentRuns, driverHeapMiB: driver.heapMiB, driverOverheadMiB: driver.overheadMiB };
  for (const [name, value] of Object.entries(wholes)) must(typeof value !== 'number' || Number.isInteger(value), `${name} is not whole: ${value}`);
  must(plan.runTime.lowSeconds <= plan.runTime.seconds && plan.runTime.seconds <= plan.runTime.highSeconds, 'the run times are out of order');
  must(plan.cost.lowUsd <= plan.cost.usd && plan.cost.usd <= plan.cost.highUsd, 'the costs are out of order');
  must(plan.waste.memory <= 1 && plan.waste.vCpu <= 1, 'more is wasted than there is');
}

function checkExecutor({ executor: e, sparkDefaults: s }: Plan, must: Must): void {
  must(e.slots === Math.floor(e.cores / e.taskCpus) && e.slots >= 1, `slots ${e.slots} of ${e.cores} cores and ${e.taskCpus} a task`);
  must(e.heapMiB + e.overheadMiB + e.offHeapMiB + e.pysparkMiB === e.containerMiB, 'the parts of the executor do not add up');
  must(e.worker.vCpu === e.cores && e.worker.diskGiB === e.diskGiB && e.worker.diskType === e.diskType, 'the executor and its worker differ');
  const heap = mib(s['spark.executor.memory']);
  const beside = mib(s['spark.executor.memoryOverhead']);
  must(heap === e.heapMiB && heap >= 450, `spark.executor.memory ${s['spark.executor.memory']}`);
  must(beside === e.overheadMiB + e.offHeapMiB + e.pysparkMiB, `spark.executor.memoryOverhead ${s['spark.executor.memoryOverhead']}`);
  must(grantedGiB(e.cores, heap + beside) === e.worker.memoryGiB, `${heap} + ${beside} MiB on ${e.cores} vCPU is no worker of ${e.worker.memoryGiB} GB`);
  must(e.overheadMiB >= Math.max(384, Math.ceil(0.1 * e.heapMiB) - 1), `overhead of ${e.overheadMiB} MiB beside ${e.heapMiB}`);
  must(whole(s['spark.executor.cores']) === e.cores && whole(s['spark.task.cpus']) === e.taskCpus, 'cores differ from the settings');
}

function checkDriver({ driver: d, sparkDefaults: s }: Plan, must: Must): void {
  must(d.heapMiB + d.overheadMiB === d.containerMiB, 'the parts of the driver do not add up');
  must(d.worker.vCpu === d.cores && d.worker.diskGiB === d.diskGiB && d.worker.diskType === d.diskType, 'the driver and its worker differ');
  const heap = mib(s['spark.driver.memory']);
  const beside = mib(s['spark.driver.memoryOverhead']);
  must(heap === d.heapMiB && beside === d.overheadMiB, 'the driver differs from its settings');
  must(grantedGiB(d.cores, heap + beside) === d.worker.memoryGiB, `driver: ${heap} + ${beside} MiB on ${d.cores} vCPU is no worker of ${d.worker.memoryGiB} GB`);
  must(d.heapMiB >= 1024 && d.overheadMiB >= Math.max(384, Math.floor(0.1 * d.heapMiB)), `driver of ${d.heapMiB} + ${d.overheadMiB} MiB`);
  must(whole(s['spark.driver.cores']) === d.cores, 'the driver\'s cores differ from the settings');
}

function checkDisks({ release, executor, driver, sparkDefaults: s }: Plan, must: Must): void {
  const facts = RELEASE_FACTS[release];
  must(facts !== undefined, `${release} is not in the table of this check`);
  for (const [role, { diskGiB, diskType }] of Object.entries({ executor, driver })) {
    const range = diskType === 'STANDARD' ? STANDARD_DISK_GB : SHUFFLE_DISK_GB;
    must(Number.isInteger(diskGiB) && diskGiB >= range.least && diskGiB <= range.most, `${role}: ${diskGiB} GB ${diskType}`);
    must(diskType === 'STANDARD' || (diskType === 'SHUFFLE_OPTIMIZED' && facts?.shuffleDisks), `${role}: ${diskType} on ${release}`);
    must(s[`spark.emr-serverless.${role}.disk`] === `${diskGiB}G`, `${role}: disk ${s[`spark.emr-serverless.${role}.disk`]}`);
    must(s[`spark.emr-serverless.${role}.disk.type`] === diskType.toLowerCase(), `${role}: disk type ${s[`spark.emr-serverless.${role}.disk.type`]}`);
  }
}

/** Spark fails at once where minimum, initial and maximum disagree; the target at the start is the largest of initial, minimum and instances. */
function checkAllocation({ executors, sparkDefaults: s }: Plan, must: Must): void {
  const [minimum, initial, maximum] = ['minExecutors', 'initialExecutors', 'maxExecutors'].map(name => whole(s[`spark.dynamicAllocation.${name}`]));
  const instances = whole(s['spark.executor.instances']);
  must(minimum === executors.minimum && initial === executors.initial && maximum === executors.maximum, 'executor counts differ from the settings');
  must(minimum <= initial && initial <= maximum && maximum >= 1, `initial ${initial} must be between minimum ${minimum} and maximum ${maximum}`);
  must(Math.max(initial, minimum, instances) <= maximum, `${instances} instances with at most ${maximum}`);
  must(s['spark.dynamicAllocation.enabled'] === `${executors.dynamic}`, 'dynamic allocation differs from the settings');
  must(executors.dynamic || (instances === maximum && minimum === maximum), 'a fixed count is not fixed');
  must(initial >= 1, 'a run that starts without an executor');
}

function checkMemorySettings({ executor, sparkDefaults: s }: Plan, must: Must): void {
  const flags: Record<string, string> = { g1: '-XX:+UseG1GC', parallel: '-XX:+UseParallelGC', serial: '-XX:+UseSerialGC' };
  must(s['spark.memory.fraction'] === '0.6' && s['spark.memory.storageFraction'] === '0.5', 'the memory fractions were moved');
  must(whole(s['spark.memory.offHeap.size']) === executor.offHeapMiB * 2 ** 20, `off-heap size ${s['spark.memory.offHeap.size']}`);
  must(s['spark.memory.offHeap.enabled'] === `${executor.offHeapMiB > 0}`, 'off-heap memory is switched against its size');
  must(s['spark.executor.extraJavaOptions'] === flags[executor.collector], `${executor.collector} by ${s['spark.executor.extraJavaOptions']}`);
}

function checkOtherSettings({ partitions, sparkDefaults: s }: Plan, must: Must): void {
  must(Object.keys(s).sort().join() === SIZED_KEYS.join(), `not the keys of every plan: ${Object.keys(s).sort().join()}`);
  for (const [key, value] of Object.entries(s)) must(value.length >= 1 && value.length <= 1024 && /^[a-zA-Z]+[-a-zA-Z0-9_.]*$/.test(key), `${key}: ${value}`);
  must(whole(s['spark.sql.shuffle.partitions']) === partitions && whole(s['spark.default.parallelism']) === partitions, 'partitions differ from the settings');
  must(mib(s['spark.driver.maxResultSize']) >= 1024, `maxResultSize ${s['spark.driver.maxResultSize']}`);
  must(whole(s['spark.sql.adaptive.advisoryPartitionSizeInBytes']) >= 1, 'the advisory partition size is no size');
  must(whole(s['spark.sql.files.maxPartitionBytes']) === 128 * 2 ** 20, 'the split is not 128 MiB');
  const rows = whole(s['spark.sql.sortMergeJoinExec.buffer.in.memory.threshold']);
  must(rows >= 1 && rows <= 2 ** 31 - 1, `a threshold of ${rows} rows is no Int of Spark`);
}

const CPU = /^[1-9][0-9]*(\s)?(vCPU|vcpu|VCPU)?$/;
const MEMORY = /^[1-9][0-9]*(\s)?(GB|gb|gB|Gb)?$/;
const DISK = /^[1-9][0-9]*(\s)?(GB|gb|gB|Gb)$/;

interface CapacityStrings {
  readonly cpu: string;
  readonly memory: string;
  readonly disk: string;
}

/** Numbers of CloudFormation's capacity strings, checked against the patterns of its schema (2026-04-30). */
function amounts({ cpu, memory, disk }: CapacityStrings, must: Must): number[] {
  must(CPU.test(cpu) && MEMORY.test(memory) && DISK.test(disk), `patterns: ${cpu}, ${memory}, ${disk}`);
  for (const text of [cpu, memory, disk]) must(text.length <= 15, `${text} is longer than 15 characters`);
  return [cpu, memory, disk].map(parseFloat);
}

function checkCapacity({ concurrentRuns, driver, executor, executors, serverless: { initialCapacity, maximumCapacity } }: Plan, must: Must): void {
  const maximum = amounts(maximumCapacity, must);
  const size = ({ vCpu, memoryGiB, diskGiB }: Plan['driver']['worker']) => [vCpu, memoryGiB, diskGiB];
  const warm = initialCapacity.filter(({ key }) => key === 'Executor').reduce((sum, { workerCount }) => sum + workerCount, 0);
  const count = Math.max(concurrentRuns * executors.maximum, warm);
  const expected = size(driver.worker).map((ofDriver, index) => concurrentRuns * ofDriver + count * size(executor.worker)[index]);
  must(maximum.join() === expected.join(), `maximumCapacity ${maximum.join()}, needed ${expected.join()}`);
  const initial = [0, 0, 0];
  for (const row of initialCapacity) {
    const worker = row.key === 'Driver' ? driver.worker : executor.worker;
    const own = amounts(row, must);
    must(own.join() === size(worker).join() && row.diskType === worker.diskType, `warm ${row.key} is not the job's worker`);
    must(Number.isInteger(row.workerCount) && row.workerCount >= 1 && row.workerCount <= 1_000_000, `${row.workerCount} warm workers`);
    must(row.key !== 'Driver' || row.workerCount === concurrentRuns, 'one driver per run is kept warm');
    own.forEach((amount, index) => initial[index] += row.workerCount * amount);
  }
  must(initial.every((amount, index) => amount <= maximum[index]), `initialCapacity ${initial.join()} above maximumCapacity ${maximum.join()}`);
  must(new Set(initialCapacity.map(({ key }) => key)).size === initialCapacity.length, 'a key of initialCapacity stands twice');
}

function checkServerlessStorage({ release, executor, driver, serverless, sparkDefaults: s }: Plan, must: Must): void {
  if (s['spark.aws.serverlessStorage.enabled'] !== 'true') {
    must(s['spark.aws.serverlessStorage.enabled'] === 'false', 'serverless storage is neither on nor off');
    return;
  }
  must(RELEASE_FACTS[release]?.serverlessStorageGiB > 0, `serverless storage on ${release}`);
  must(executor.cores >= 4 && driver.cores >= 4, `serverless storage with workers of ${executor.cores} and ${driver.cores} vCPU`);
  must(executor.diskGiB === 20 && executor.diskType === 'STANDARD', 'serverless storage leaves no disk to size');
  must(serverless.initialCapacity.length === 0, 'serverless storage never uses warm workers');
}

function checkEscalation({ escalation, executor, sparkDefaults }: Plan, must: Must): void {
  if (!escalation) return;
  const { executor: larger, sparkDefaults: s } = escalation;
  const container = mib(s['spark.executor.memory']) + mib(s['spark.executor.memoryOverhead']);
  must(mib(s['spark.executor.memory']) === larger.heapMiB && container === larger.containerMiB, 'the escalation differs from its settings');
  must(whole(s['spark.executor.cores']) === larger.cores && whole(s['spark.task.cpus']) === larger.taskCpus, 'the escalation\'s cores differ from its settings');
  must(grantedGiB(larger.cores, container) === larger.worker.memoryGiB, `escalation: ${container} MiB on ${larger.cores} vCPU is no worker of ${larger.worker.memoryGiB} GB`);
  must(Object.keys(s).sort().join() === SIZED_KEYS.join(), 'the escalation states other keys');
  must(larger.heapMiB / Math.floor(larger.cores / larger.taskCpus) > executor.heapMiB / executor.slots, 'the escalation gives a task no more');
  const moved = Object.keys(s).filter(key => s[key] !== sparkDefaults[key] && !/^spark\.(executor\.(cores|memory|memoryOverhead|extraJavaOptions)|task\.cpus)$/.test(key));
  must(moved.length === 0, `the escalation moves ${moved.join()}`);
}
