import { LAWS } from '../../core/catalog/laws';
import { DEFAULT_REGION } from '../../core/catalog/prices';
import { DEFAULT_RELEASE } from '../../core/catalog/releases';
import { Field, WORKLOAD_FIELDS, flagOf } from '../../core/workload/fields';
import { PLAN_FORMATS } from '../../report/plan-format-names';
import { CommandSpec } from '../command';
import { COMMON_FLAGS, Flag, REPORT_FLAGS } from '../flag';

export const PLATFORMS = ['serverless', 'ec2', 'any'] as const;
export const ARCHITECTURES = ['x86_64', 'arm64'] as const;
export const OBJECTIVES = ['cost', 'time'] as const;
export const COLLECTORS = ['g1', 'parallel', 'serial'] as const;

const VALUE_OF: Readonly<Record<Field['kind'], string>> = {
  size: 'SIZE', duration: 'DURATION', count: 'N', number: 'X', word: 'WORD', text: 'TEXT', today: 'NxCPUxDURATION', stages: 'JSON', observed: 'JSON',
};

/** Fields that the profile fills in where they are left out. */
export const FILLED_BY_PROFILE = [
  'shuffle', 'shuffleTotal', 'shuffleExpansion', 'skew', 'broadcast', 'userMemoryPerTask', 'pythonMemoryPerTask', 'pythonStages', 'collect', 'coreTime', 'growth',
];

function workloadFlag(field: Field): Flag {
  const { kind, words, fallback, name } = field;
  return {
    name: flagOf(field),
    value: VALUE_OF[kind],
    meaning: meaningOf(field),
    words,
    fallback: fallback === undefined ? FILLED_BY_PROFILE.includes(name) ? 'from the profile' : undefined : String(fallback),
  };
}

function meaningOf({ kind, meaning, required }: Field): string {
  if (kind === 'today') return 'the job as it runs now: executors, cores of each, duration of a run, such as 10x4x2h';
  return required ? `${meaning}. Must be given, by flag or file` : meaning;
}

export const WORKLOAD_FLAGS: readonly Flag[] = [
  ...WORKLOAD_FIELDS.map(workloadFlag),
  { name: '--today-workers', value: 'N', meaning: 'one part of --today: executors' },
  { name: '--today-vcpu', value: 'N', meaning: 'one part of --today: cores of each' },
  { name: '--today-duration', value: 'DURATION', meaning: 'one part of --today: of one run' },
];

/** What only EMR Serverless has. */
export const SERVERLESS_FLAGS: readonly Flag[] = [
  { name: '--warm', value: 'N', meaning: 'executors kept ready, with a driver for each concurrent run', fallback: 'none' },
  { name: '--serverless-storage', meaning: 'keep shuffle in serverless storage; emr-7.12.0 and later' },
  { name: '--vcpu-hour-usd', value: 'USD', meaning: 'of one vCPU and hour', fallback: 'of the Region' },
  { name: '--memory-gib-hour-usd', value: 'USD', meaning: 'of one GB and hour', fallback: 'of the Region' },
  { name: '--storage-gib-hour-usd', value: 'USD', meaning: 'of one GB of standard disk and hour, beyond 20 GB a worker', fallback: 'of the Region' },
  { name: '--shuffle-storage-gib-hour-usd', value: 'USD', meaning: 'of one GB of shuffle-optimized disk and hour', fallback: 'of the Region' },
];

/** What only EMR on EC2 has. */
export const EC2_FLAGS: readonly Flag[] = [
  { name: '--instance-type', value: 'TYPE', meaning: 'that core nodes may have', many: true, fallback: 'every type of the release and architecture' },
  { name: '--nodes', value: 'N', meaning: 'core and task nodes, of all concurrent runs together', fallback: 'free' },
  { name: '--family', value: 'FAMILY', meaning: 'of instances that any node may have, such as m7g', many: true, fallback: 'all' },
  { name: '--deny-family', value: 'FAMILY', meaning: 'of instances that no node may have', many: true, fallback: 'none' },
  { name: '--instance-price', value: 'TYPE=USD', meaning: 'of one hour, with EMR\'s fee as TYPE=USD+FEE', many: true, fallback: 'on demand in us-east-1' },
  { name: '--spot-share', value: 'X', meaning: 'of the nodes that run executors at most this share, below 1, on Spot instances in task nodes', fallback: '0' },
  { name: '--spot-price', value: 'TYPE=USD', meaning: 'of one hour of a Spot instance, without EMR\'s fee', many: true, fallback: `${LAWS.spotPriceShare.value} of the price on demand` },
  { name: '--gp3-gib-month-usd', value: 'USD', meaning: 'of one GiB of gp3 and month', fallback: String(LAWS.gp3UsdPerGiBMonth.value) },
];

export const PLAN_SPEC: CommandSpec = {
  name: 'plan',
  summary: 'a workload to the cheapest (or fastest) plan that holds it, with reasons',
  usage: ['plan FILE [flags]', 'plan --input SIZE [flags]'],
  about: [
    'FILE is a workload (*.workload.json); - is stdin; flags win over it. Sizes are a number and a unit: 500GiB, 20GB (decimal). Durations are 45m, 1h30m, 90s.',
    'What nobody states is filled in by the profile, and every such assumption is printed. A pin fixes one variable of the search; the free search contains all that a pin can ask for.',
  ],
  groups: [
    { title: 'The workload', flags: WORKLOAD_FLAGS },
    {
      title: 'Where it runs',
      flags: [
        { name: '--platform', value: 'WORD', meaning: 'any plans for both, prints the cheaper one, and says from where on the other one is', words: PLATFORMS, fallback: 'serverless' },
        { name: '--release', value: 'LABEL', meaning: 'EMR\'s release', fallback: DEFAULT_RELEASE },
        { name: '--architecture', value: 'WORD', meaning: 'of workers or nodes', words: ARCHITECTURES, fallback: 'x86_64' },
        { name: '--region', value: 'REGION', meaning: 'whose prices are used', fallback: DEFAULT_REGION },
        { name: '--objective', value: 'WORD', meaning: 'what is made least', words: OBJECTIVES, fallback: 'cost' },
      ],
    },
    {
      title: 'Pins',
      flags: [
        { name: '--executor-cores', value: 'N', meaning: 'cores of an executor', fallback: 'free' },
        { name: '--task-cpus', value: 'N', meaning: 'cores of a task', fallback: 'free' },
        { name: '--executors', value: 'N', meaning: 'a fixed count, without dynamic allocation', fallback: 'free' },
        { name: '--partitions', value: 'N', meaning: 'of shuffles', fallback: 'free' },
        { name: '--executor-memory', value: 'SPARKSIZE', meaning: 'heap of an executor, such as 14g', fallback: 'free' },
        { name: '--disk', value: 'SIZE', meaning: 'of an executor\'s worker, or EBS of a core node, in GB, which are GiB', fallback: 'free' },
        { name: '--collector', value: 'WORD', meaning: 'garbage collector', words: COLLECTORS, fallback: 'what the release\'s Java picks' },
      ],
    },
    { title: 'EMR Serverless', flags: SERVERLESS_FLAGS },
    { title: 'EMR on EC2', flags: EC2_FLAGS },
    {
      title: COMMON_FLAGS.title,
      flags: [
        { name: '-o', value: 'FILE', meaning: 'write the plan as a lock file, *.plan.json' },
        { name: '--format', value: 'WORD', meaning: 'print the settings for another program', words: PLAN_FORMATS },
        { name: '--markdown', meaning: 'print the plan as Markdown' },
        REPORT_FLAGS.svg,
        REPORT_FLAGS.html,
        ...COMMON_FLAGS.flags,
      ],
    },
  ],
  examples: [
    { line: 'plan --input 500GiB --finish-within 45m', does: 'the little that is known before the first run' },
    { line: 'plan nightly.workload.json --today 10x4x2h -o nightly.plan.json', does: 'from a file and from how it runs now; the plan is kept as a lock file' },
    { line: 'plan nightly.workload.json --executor-cores 4 --json', does: 'with one variable pinned, for a program' },
    { line: 'plan --input 2TiB --platform ec2 --architecture arm64 --deny-family m6g', does: 'a cluster of the cheapest Graviton nodes' },
    { line: 'plan --input 200GiB --platform any', does: 'which platform is cheaper, and from where on the other one is' },
    { line: 'plan nightly.workload.json --html nightly.html --svg nightly.svg', does: 'a page and pictures: where the memory goes, what lies on which worker, what the others cost' },
    { line: 'plan --input 20GiB --format spark-submit', does: 'the settings alone, as sparkSubmitParameters' },
  ],
  exits: { 0: 'planned', 1: 'no plan can meet the demand: nothing is printed but why', 2: 'bad usage, unreadable input' },
};
