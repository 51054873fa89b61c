import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { tokenProblems } from './plain-props';
import { ServerlessPlanOptions, ServerlessPrices, WorkloadPlanOptions } from './plan-options';
import { EmrArchitecture, PlanObjective } from './planner-words';
import { DEFAULT_REGION } from '../core/catalog/prices';
import { DEFAULT_RELEASE } from '../core/catalog/releases';
import { Pins, PriceOverrides, ServerlessRequest } from '../core/planning/plan';
import { priceProblems } from '../core/planning/requests';
import { Problem, problem } from '../core/problems/problem';
import { Workload } from '../core/workload/workload';

const SEARCH_OPTIONS = [
  'executorCores', 'taskCpus', 'executors', 'partitions', 'executorMemory', 'disk', 'collector', 'objective', 'warm', 'serverlessStorage',
  'maxConcurrentVcpus', 'maxUsd',
] as const;

const PLAIN_OPTIONS = [...SEARCH_OPTIONS, 'architecture', 'region'] as const;

/** What is asked of the planner, or what is wrong with it. */
export interface RequestReading {
  readonly request: ServerlessRequest;
  readonly problems: readonly Problem[];
}

/** Options as the planner takes them. Whether a pin is possible, the planner says. */
export function readOptions(options: ServerlessPlanOptions): RequestReading {
  const { prices, executorMemory, disk } = options;
  const tokens = tokenProblems({ ...Object.fromEntries(PLAIN_OPTIONS.map(name => [name, options[name]])), ...prices });
  const problems = tokens.length ? tokens : [...countProblems(options), ...usdProblems(options)];
  const sizes = tokens.length ? {} : { executorMemoryMiB: mebibytes(executorMemory), diskGiB: gibibytes(disk) };
  return { problems: [...problems, ...wholeProblems(sizes)], request: requestOf(options, sizes) };
}

function requestOf(options: ServerlessPlanOptions, sizes: Pick<Pins, 'executorMemoryMiB' | 'diskGiB'>): ServerlessRequest {
  const { executorCores, taskCpus, executors, partitions, collector, prices } = options;
  return {
    release: options.release?.label ?? DEFAULT_RELEASE,
    architecture: options.architecture ?? EmrArchitecture.X86_64,
    region: options.region ?? DEFAULT_REGION,
    objective: options.objective ?? PlanObjective.COST,
    warm: options.warm,
    serverlessStorage: options.serverlessStorage ?? false,
    pins: stated({ executorCores, taskCpus, executors, partitions, collector, ...sizes }),
    prices: pricesOf(prices),
  };
}

function pricesOf(prices: ServerlessPrices | undefined): PriceOverrides | undefined {
  return prices && stated({
    vCpuHourUsd: prices.vcpuHourUsd,
    memoryGiBHourUsd: prices.memoryGiBHourUsd,
    storageGiBHourUsd: prices.storageGiBHourUsd,
    shuffleStorageGiBHourUsd: prices.shuffleStorageGiBHourUsd,
  });
}

/** The limits of the options in place of the workload's own. */
export function withLimits(workload: Workload, { maxConcurrentVcpus, maxUsd }: WorkloadPlanOptions): Workload {
  return { ...workload, ...stated({ maxConcurrentVcpus, maxUsd }) };
}

/** What of the search is fixed or limited: what cannot stand beside a pinned plan. */
export function statedOptions(options: WorkloadPlanOptions): string[] {
  return SEARCH_OPTIONS.filter(name => options[name] !== undefined);
}

const COUNTS = ['executorCores', 'taskCpus', 'executors', 'partitions', 'warm', 'maxConcurrentVcpus'] as const;

function countProblems(options: WorkloadPlanOptions): Problem[] {
  return COUNTS.filter(name => options[name] !== undefined && !(Number.isSafeInteger(options[name]) && options[name]! >= 1))
    .map(name => problem('SZ1004', name, `got ${options[name]}; a whole number from 1 is expected`));
}

function usdProblems({ prices, maxUsd }: ServerlessPlanOptions): Problem[] {
  const limit = maxUsd === undefined || (Number.isFinite(maxUsd) && maxUsd >= 0) ? []
    : [problem('SZ1004', 'maxUsd', `got ${maxUsd}; US dollars from 0 are expected`)];
  return [...limit, ...priceProblems(pricesOf(prices)).map(one => ({ ...one, path: one.path.replace('vCpu', 'vcpu') }))];
}

const SIZE_UNITS = { executorMemoryMiB: ['executorMemory', 'MiB'], diskGiB: ['disk', 'GiB'] } as const;

function wholeProblems(sizes: Pick<Pins, 'executorMemoryMiB' | 'diskGiB'>): Problem[] {
  return Object.entries(stated(sizes)).filter(([, value]) => !(Number.isSafeInteger(value) && value >= 1)).map(([name, value]) => {
    const [prop, unit] = SIZE_UNITS[name as keyof typeof SIZE_UNITS];
    return problem('SZ1004', prop, `got ${value} ${unit}; whole ${unit} from 1 are expected`);
  });
}

function mebibytes(size: Size | undefined): number | undefined {
  return size?.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
}

function gibibytes(size: Size | undefined): number | undefined {
  return size?.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
}

function stated<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
