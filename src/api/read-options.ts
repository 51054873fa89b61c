import { SizeRoundingBehavior } from 'aws-cdk-lib';
import { tokenProblems } from './plain-props';
import { ClusterPlanOptions, PlanPins, PlanTargets, ServerlessPlanOptions, ServerlessPrices, WorkloadPlanOptions } from './plan-options';
import { EmrArchitecture, PlanObjective } from './planner-words';
import { DEFAULT_REGION } from '../core/catalog/prices';
import { DEFAULT_RELEASE } from '../core/catalog/releases';
import { Pins, PriceOverrides, ServerlessRequest } from '../core/planning/plan';
import { priceProblems } from '../core/planning/requests';
import { Problem, problem } from '../core/problems/problem';
import { Workload } from '../core/workload/workload';

/** Options of either platform that fix or limit the search. */
export const TARGET_OPTIONS = [
  'executorCores', 'taskCpus', 'executors', 'partitions', 'executorMemory', 'disk', 'collector', 'objective', 'maxConcurrentVcpus', 'maxUsd',
] as const;

const SEARCH_OPTIONS = [...TARGET_OPTIONS, 'warm', 'serverlessStorage'] as const;

const PLAIN_OPTIONS = [...SEARCH_OPTIONS, 'architecture', 'region'] as const;

/** What is asked of the planner, or what is wrong with it. */
export interface RequestReading<R = ServerlessRequest> {
  readonly request: R;
  readonly problems: readonly Problem[];
}

/** Options as the planner takes them. Whether a pin is possible, the planner says. */
export function readOptions(options: ServerlessPlanOptions): RequestReading {
  const { prices } = options;
  const tokens = tokenProblems({ ...Object.fromEntries(PLAIN_OPTIONS.map(name => [name, options[name]])), ...prices });
  const problems = tokens.length ? tokens
    : [...countProblems(options, COUNTS), ...limitProblems(options), ...usdProblems(options), ...sizeProblems(options)];
  return { problems, request: requestOf(options, tokens.length > 0) };
}

function requestOf(options: ServerlessPlanOptions, hasTokens: boolean): ServerlessRequest {
  return {
    ...targetOf(options),
    warm: options.warm,
    serverlessStorage: options.serverlessStorage ?? false,
    pins: hasTokens ? {} : pinsOf(options),
    prices: pricesOf(options.prices),
  };
}

/** What every request says, whatever the platform. */
export function targetOf(options: ServerlessPlanOptions | ClusterPlanOptions): Pick<ServerlessRequest, 'release' | 'architecture' | 'region' | 'objective'> {
  return {
    release: options.release?.label ?? DEFAULT_RELEASE,
    architecture: options.architecture ?? EmrArchitecture.X86_64,
    region: options.region ?? DEFAULT_REGION,
    objective: options.objective ?? PlanObjective.COST,
  };
}

/** The pins that every platform has. */
export function pinsOf({ executorCores, taskCpus, executors, partitions, collector, executorMemory, disk }: PlanPins): Pins {
  return stated({
    executorCores,
    taskCpus,
    executors,
    partitions,
    collector,
    executorMemoryMiB: executorMemory?.toMebibytes({ rounding: SizeRoundingBehavior.NONE }),
    diskGiB: disk?.toGibibytes({ rounding: SizeRoundingBehavior.NONE }),
  });
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
export function withLimits(workload: Workload, { maxConcurrentVcpus, maxUsd }: PlanTargets): Workload {
  return { ...workload, ...stated({ maxConcurrentVcpus, maxUsd }) };
}

/** What of the search is fixed or limited: what cannot stand beside a pinned plan. */
export function statedOptions(options: WorkloadPlanOptions): string[] {
  return SEARCH_OPTIONS.filter(name => options[name] !== undefined);
}

/** Counts of either platform. */
export const TARGET_COUNTS = ['executorCores', 'taskCpus', 'executors', 'partitions', 'maxConcurrentVcpus'] as const;
const COUNTS = [...TARGET_COUNTS, 'warm'] as const;

/** SZ1004 for each of the options named that is no whole number from 1. */
export function countProblems<N extends string>(options: { readonly [name in N]?: number }, names: readonly N[]): Problem[] {
  return names.filter(name => options[name] !== undefined && !(Number.isSafeInteger(options[name]) && options[name]! >= 1))
    .map(name => problem('SZ1004', name, `got ${options[name]}; a whole number from 1 is expected`));
}

/** SZ1004 for a limit on cost that is no amount of money. */
export function limitProblems({ maxUsd }: PlanTargets): Problem[] {
  return maxUsd === undefined || (Number.isFinite(maxUsd) && maxUsd >= 0) ? []
    : [problem('SZ1004', 'maxUsd', `got ${maxUsd}; US dollars from 0 are expected`)];
}

function usdProblems({ prices }: ServerlessPlanOptions): Problem[] {
  return priceProblems(pricesOf(prices)).map(one => ({ ...one, path: one.path.replace('vCpu', 'vcpu') }));
}

const SIZE_UNITS = { executorMemoryMiB: ['executorMemory', 'MiB'], diskGiB: ['disk', 'GiB'] } as const;

/** SZ1004 for sizes that are not whole in their unit. */
export function sizeProblems(options: PlanPins): Problem[] {
  const pins = pinsOf(options);
  const names = Object.keys(SIZE_UNITS) as (keyof typeof SIZE_UNITS)[];
  return names.filter(name => pins[name] !== undefined && !(Number.isSafeInteger(pins[name]) && pins[name]! >= 1))
    .map(name => {
      const [prop, unit] = SIZE_UNITS[name];
      return problem('SZ1004', prop, `got ${pins[name]} ${unit}; whole ${unit} from 1 are expected`);
    });
}

/** The values without those that are left out. */
export function stated<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
