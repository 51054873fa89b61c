import { DEFAULT_REGION } from '../../src/core/catalog/prices';
import { DEFAULT_RELEASE, allReleases } from '../../src/core/catalog/releases';
import { Field, WORKLOAD_FIELDS } from '../../src/core/workload/fields';

/** What is asked of the planner, as text: the form, the address and the problems speak of fields by these names. */
export type Values = Readonly<Record<string, string>>;

/** A slider beside the text, from `least` to `most`; sizes and times on a logarithmic scale. */
export interface Slider {
  readonly scale: 'size' | 'duration' | 'number';
  readonly least: number;
  readonly most: number;
}

/** One field of the form. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly kind: Field['kind'] | 'flag' | 'list';
  readonly words?: readonly string[];
  /** What holds while it is empty. */
  readonly fallback?: string;
  readonly slider?: Slider;
}

/** Fields that belong together; rare ones are folded away. */
export interface FormGroup {
  readonly title: string;
  readonly rare?: boolean;
  readonly fields: readonly FormField[];
}

export const PLATFORM_WORDS = ['serverless', 'ec2', 'any'] as const;
export const ARCHITECTURE_WORDS = ['x86_64', 'arm64'] as const;
export const OBJECTIVE_WORDS = ['cost', 'time'] as const;
export const COLLECTOR_WORDS = ['g1', 'parallel', 'serial'] as const;

const MIB = 2 ** 20;
const TIB = 2 ** 40;
const HOUR = 3600;

type More = Partial<Pick<FormField, 'slider' | 'hint' | 'fallback'>>;

/** A field of a workload, with its meaning from the one table that files, flags and properties share. */
function workload(name: string, label: string, more: More = {}): FormField {
  const { kind, meaning, words, fallback } = WORKLOAD_FIELDS.find(field => field.name === name)!;
  return { name, label, kind, words, hint: meaning, fallback: fallback === undefined ? undefined : String(fallback), ...more };
}

function request(name: string, label: string, hint: string, more: Partial<FormField> = {}): FormField {
  return { name, label, hint, kind: 'count', ...more };
}

const SIZES: Slider = { scale: 'size', least: MIB, most: 100 * TIB };
const TIMES: Slider = { scale: 'duration', least: 60, most: 24 * HOUR };

/** The form, in the order in which a person thinks of a job. */
export const SIZE_GROUPS: readonly FormGroup[] = [
  {
    title: 'The data',
    fields: [
      workload('input', 'Input', { slider: SIZES }),
      workload('shuffle', 'Largest shuffle', { slider: SIZES }),
      workload('skew', 'Skew', { slider: { scale: 'number', least: 1, most: 20 } }),
      workload('cache', 'Cached in memory', { slider: SIZES }),
    ],
  },
  {
    title: 'The job',
    fields: [workload('profile', 'Kind of job'), workload('language', 'Language'), workload('name', 'Name')],
  },
  {
    title: 'Time',
    fields: [
      workload('finishWithin', 'Must finish within', { slider: TIMES }),
      workload('coreTime', 'Core time of one run', { slider: { ...TIMES, most: 1000 * HOUR } }),
    ],
  },
  {
    title: 'Where it runs',
    fields: [
      request('platform', 'Platform', 'EMR Serverless, EMR on EC2, or whichever is cheaper', { kind: 'word', words: PLATFORM_WORDS, fallback: 'serverless' }),
      request('release', 'EMR release', 'decides Spark, Java and the features there are', { kind: 'word', words: allReleases().map(({ label }) => label).reverse(), fallback: DEFAULT_RELEASE }),
      request('architecture', 'Architecture', 'of workers or nodes', { kind: 'word', words: ARCHITECTURE_WORDS, fallback: 'x86_64' }),
      request('objective', 'What is made least', 'within the limits that are stated', { kind: 'word', words: OBJECTIVE_WORDS, fallback: 'cost' }),
    ],
  },
  {
    title: 'More about the data',
    rare: true,
    fields: [
      workload('inputFormat', 'Input format'), workload('inputFiles', 'Input files'), workload('largestInputFile', 'Largest input file'), workload('output', 'Output'),
      workload('shuffleTotal', 'All shuffles together'), workload('shuffleExpansion', 'Shuffle expansion'), workload('skewPartitions', 'Skew seen at partitions'),
      workload('hotKey', 'Hot key'), workload('storageLevel', 'Storage level'), workload('broadcast', 'Broadcast tables'), workload('collect', 'Collected to the driver'),
      workload('stages', 'Stages', { hint: 'JSON, as in a workload file; an event log gives them' }), workload('observed', 'Observed', { hint: 'JSON: where the figures were measured' }),
    ],
  },
  {
    title: 'More about the job',
    rare: true,
    fields: [
      workload('spill', 'Spilling'), workload('userMemoryPerTask', 'User memory of a task'), workload('pythonMemoryPerTask', 'Python memory of a task'),
      workload('pythonStages', 'Python workers of a task'), workload('offHeap', 'Off-heap memory'),
    ],
  },
  {
    title: 'Today, growth and limits',
    rare: true,
    fields: [
      request('todayWorkers', 'Executors today', 'of the job as it runs now'), request('todayVcpu', 'Cores of each today', 'of the job as it runs now'),
      request('todayDuration', 'Run time today', 'of the job as it runs now', { kind: 'duration' }),
      workload('growth', 'Room to grow'), workload('concurrentRuns', 'Runs at the same time'), workload('maxConcurrentVcpus', 'vCPU quota'), workload('maxUsd', 'Most US dollars a run'),
      request('region', 'Region', 'whose prices are used', { kind: 'text', fallback: DEFAULT_REGION }),
    ],
  },
  {
    title: 'Pins: fix one variable of the plan',
    rare: true,
    fields: [
      request('executorCores', 'Cores of an executor', 'free where empty'), request('taskCpus', 'Cores of a task', 'free where empty'),
      request('executors', 'Executors', 'a fixed count, without dynamic allocation'), request('partitions', 'Partitions', 'of shuffles'),
      request('executorMemory', 'Heap of an executor', 'as Spark writes it, such as 14g', { kind: 'text' }), request('disk', 'Disk', 'in GB, which are GiB, such as 100GB', { kind: 'text' }),
      request('collector', 'Garbage collector', 'what the release\'s Java picks where empty', { kind: 'word', words: COLLECTOR_WORDS }),
      request('warm', 'Warm executors', 'EMR Serverless: kept ready while the application is started'),
      request('serverlessStorage', 'Serverless storage', 'EMR Serverless: the service keeps the shuffle', { kind: 'flag' }),
      request('instanceTypes', 'Instance types', 'EMR on EC2: the types allowed, with commas', { kind: 'list' }), request('nodes', 'Nodes', 'EMR on EC2: core and task nodes'),
      request('spotShare', 'Share of Spot', 'EMR on EC2: from 0 to below 1', { kind: 'number' }),
    ],
  },
];

export const SIZE_FIELDS: readonly FormField[] = SIZE_GROUPS.flatMap(({ fields }) => fields);

/** What the page shows before anybody has stated anything: the example of the README. */
export const EXAMPLE: Values = { input: '500GiB', shuffle: '180GiB', coreTime: '16h', finishWithin: '45m' };

/** The field that a problem belongs beside; none where it is about no single one. */
export function fieldOf(path: string): FormField | undefined {
  const [, first, second] = /^([A-Za-z]+)(?:\.([A-Za-z]+))?/.exec(path) ?? [];
  const name = first === 'today' ? `today${capital(second ?? 'workers')}` : first === 'instanceType' ? 'instanceTypes' : first;
  return SIZE_FIELDS.find(field => field.name === name);
}

function capital(word: string): string {
  return word === 'vCpu' ? 'Vcpu' : word.charAt(0).toUpperCase() + word.slice(1);
}
