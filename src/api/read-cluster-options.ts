import { SizeRoundingBehavior } from 'aws-cdk-lib';
import { isToken, tokenProblem, tokenProblems } from './plain-props';
import { ClusterPlanOptions, InstanceTypeCorrection } from './plan-options';
import { countProblems, limitProblems, pinsOf, RequestReading, sizeProblems, stated, TARGET_COUNTS, TARGET_OPTIONS, targetOf } from './read-options';
import { InstanceTypeCorrection as CoreCorrection } from '../core/catalog/instance-corrections';
import { planEc2 } from '../core/planning/ec2';
import { Ec2Plan, Ec2Request } from '../core/planning/ec2-plan';
import { fails, Outcome, Problem } from '../core/problems/problem';
import { Workload } from '../core/workload/workload';

/** Options of a cluster that fix or limit the search: what cannot stand beside a pinned plan. */
const SEARCH_OPTIONS = [...TARGET_OPTIONS, 'nodes', 'instanceTypes', 'families', 'deniedFamilies', 'spotShare'] as const;
const PLAIN_OPTIONS = [...SEARCH_OPTIONS, 'architecture', 'region', 'fleetInstanceTypes'] as const;

/** Options as the planner takes them. Whether a pin is possible, the planner says. */
export function readClusterOptions(options: ClusterPlanOptions): RequestReading<Ec2Request> {
  const { prices, instanceTypeCorrections = [] } = options;
  const tokens = [
    ...tokenProblems({ ...Object.fromEntries(PLAIN_OPTIONS.map(name => [name, options[name]])) }),
    ...tokenProblems(prices ?? {}).map(one => ({ ...one, path: `prices.${one.path}` })),
    ...instanceTypeCorrections.flatMap(correctionTokens),
  ];
  const problems = tokens.length ? tokens : [...countProblems(options, [...TARGET_COUNTS, 'nodes']), ...limitProblems(options), ...sizeProblems(options)];
  return { problems, request: tokens.length ? { ...targetOf(options), pins: {} } : requestOf(options) };
}

function correctionTokens(row: InstanceTypeCorrection, index: number): Problem[] {
  return Object.entries(row).filter(([, value]) => isToken(value)).map(([name]) => tokenProblem(`instanceTypeCorrections[${index}].${name}`));
}

function requestOf(options: ClusterPlanOptions): Ec2Request {
  const { families, deniedFamilies, fleetInstanceTypes, instanceTypes, nodes, prices } = options;
  return {
    ...targetOf(options),
    ...stated({ families, deniedFamilies, fleet: fleetInstanceTypes, spotShare: options.spotShare }),
    pins: stated({ ...pinsOf(options), instanceTypes, nodes }),
    instanceTypes: options.instanceTypeCorrections?.map(correctionOf),
    prices: prices && { gp3UsdPerGiBMonth: prices.gp3GiBMonthUsd },
  };
}

const BYTES_PER_GB = 1e9;

function correctionOf({ vcores, memory, yarnMemory, instanceStore, ...row }: InstanceTypeCorrection): CoreCorrection {
  return stated({
    ...row,
    vCores: vcores,
    memoryMiB: memory?.toMebibytes({ rounding: SizeRoundingBehavior.NONE }),
    yarnMemoryMiB: yarnMemory?.toMebibytes({ rounding: SizeRoundingBehavior.NONE }),
    instanceStoreGB: instanceStore && Math.round(instanceStore.toBytes({ rounding: SizeRoundingBehavior.NONE }) / BYTES_PER_GB),
  });
}

/** Names in problems of the core, in the words of the options. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^instanceTypes\[/, 'instanceTypeCorrections['], [/\.vCores$/, '.vcores'], [/\.memoryMiB$/, '.memory'], [/\.yarnMemoryMiB$/, '.yarnMemory'], [/\.instanceStoreGB$/, '.instanceStore'],
  [/^prices\.gp3UsdPerGiBMonth$/, 'prices.gp3GiBMonthUsd'], [/^instanceType$/, 'instanceTypes'],
];

function inWords({ id, path, message }: Problem): Problem {
  const said = id === 'SZ4103' ? message.replace(/\bvCores\b/g, 'vcores').replace(/\bmemoryMiB\b/g, 'memory') : message;
  return { id, path: WORDS.reduce((text, [core, api]) => text.replace(core, api), path), message: said };
}

/** The planner, whose problems name the fields of the options. */
export function planForCluster(workload: Workload, request: Ec2Request): Outcome<Ec2Plan> {
  const outcome = planEc2(workload, request);
  if (outcome.ok) return outcome;
  return fails(outcome.problems.map(inWords));
}

/** What of the search is fixed or limited. */
export function statedClusterOptions(options: ClusterPlanOptions): string[] {
  return SEARCH_OPTIONS.filter(name => options[name] !== undefined);
}
