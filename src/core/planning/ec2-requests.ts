import { Ec2Pins, Ec2Request } from './ec2-plan';
import { correctedCatalog } from '../catalog/instance-corrections';
import { allowedTypes, findInstanceType } from '../catalog/instance-lookup';
import { regionWarnings } from '../catalog/instance-prices';
import { InstanceType } from '../catalog/instance-types';
import { findRelease, Release } from '../catalog/releases';
import { leastStartingHeapMiB } from '../memory/ledger';
import { fails, ok, Outcome, Problem, problem } from '../problems/problem';
import { Workload } from '../workload/workload';

const MOST_COUNT = 1_000_000;

/** What a request leaves to the search. */
export interface Ec2Scope {
  readonly release: Release;
  /** For core nodes; a pin leaves some of them. */
  readonly types: readonly InstanceType[];
  /** For the primary node. */
  readonly primaries: readonly InstanceType[];
}

/** The release and the instance types of a request, or everything that is wrong with it. */
export function scopeOf(workload: Partial<Pick<Workload, 'concurrentRuns'>>, request: Ec2Request): Outcome<Ec2Scope> {
  const release = findRelease(request.release);
  const catalog = correctedCatalog(request.instanceTypes ?? []);
  const problems = [
    ...release.ok ? [] : release.problems, ...catalog.ok ? [] : catalog.problems,
    ...pinProblems(workload, request), ...heapProblems(request, release), ...priceProblems(request), ...spotProblems(request),
  ];
  if (!release.ok || !catalog.ok) return fails(problems);
  const scope = { catalog: catalog.value, release: release.value, architecture: request.architecture };
  const named = (request.pins.instanceTypes ?? []).map(name => findInstanceType(name, scope, 'instanceType'));
  const found = [...problems, ...named.flatMap(one => one.ok ? [] : one.problems), ...familyProblems(request, [...catalog.value.values()])];
  if (found.length) return fails(found);
  const primaries = allowedTypes(scope).filter(type => isOfFamily(type, request));
  const pinned = named.flatMap(one => one.ok ? [one.value] : []);
  const types = [...new Set([...primaries, ...pinned])];
  const advice = named.flatMap(one => one.ok ? one.warnings : []);
  const region = regionWarnings(request.region, pinned.length > 0 ? pinned : primaries);
  return ok({ release: release.value, types, primaries }, [...release.warnings, ...advice, ...region]);
}

function isOfFamily({ family }: InstanceType, { families, deniedFamilies = [] }: Ec2Request): boolean {
  return (families?.includes(family) ?? true) && !deniedFamilies.includes(family);
}

function familyProblems({ families = [], deniedFamilies = [] }: Ec2Request, types: readonly InstanceType[]): Problem[] {
  const known = new Set(types.map(({ family }) => family));
  const unknown = (names: readonly string[], path: string) => names.filter(name => !known.has(name))
    .map(name => problem('SZ1005', path, `got ${name}; the catalog has ${[...known].sort().join(', ')}`));
  return [...unknown(families, 'families'), ...unknown(deniedFamilies, 'deniedFamilies')];
}

const COUNTS = ['executorCores', 'taskCpus', 'executors', 'partitions', 'nodes', 'diskGiB'] as const;

function pinProblems({ concurrentRuns = 1 }: Partial<Pick<Workload, 'concurrentRuns'>>, { pins }: Ec2Request): Problem[] {
  const counts = COUNTS.filter(name => pins[name] !== undefined && !isCount(pins[name]!))
    .map(name => problem('SZ1011', nameOf(name), `got ${pins[name]}; whole numbers from 1 to ${MOST_COUNT} are possible`));
  const cpus = pins.taskCpus !== undefined && pins.executorCores !== undefined && pins.taskCpus > pins.executorCores
    ? [problem('SZ1011', 'taskCpus', `got ${pins.taskCpus}; 1 to ${pins.executorCores} cores a task are possible`)] : [];
  const shared = pins.nodes !== undefined && pins.nodes % concurrentRuns !== 0
    ? [problem('SZ1007', 'nodes', `got ${pins.nodes} for ${concurrentRuns} runs at once, which share them out evenly; use a multiple of ${concurrentRuns}`)] : [];
  return [...counts, ...cpus, ...shared];
}

function heapProblems({ pins: { executorMemoryMiB, collector = 'g1' } }: Ec2Request, release: Outcome<Release>): Problem[] {
  const least = release.ok ? leastStartingHeapMiB({ collector, javaVersion: release.value.java }) : 0;
  return executorMemoryMiB === undefined || executorMemoryMiB >= least ? []
    : [problem('SZ2004', 'executorMemory', `got ${executorMemoryMiB}m; Spark starts from ${least}m on`)];
}

function nameOf(pin: keyof Ec2Pins): string {
  return pin === 'diskGiB' ? 'disk' : pin;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= MOST_COUNT;
}

function spotProblems({ spotShare: share = 0 }: Ec2Request): Problem[] {
  return share >= 0 && share < 1 ? [] : [problem('SZ1004', 'spotShare', `got ${share}; a share of the nodes from 0 to below 1 is expected: at least one core node stays on demand`)];
}

function priceProblems({ prices: { gp3UsdPerGiBMonth: usd } = {} }: Ec2Request): Problem[] {
  return usd === undefined || (Number.isFinite(usd) && usd >= 0) ? []
    : [problem('SZ1004', 'prices.gp3UsdPerGiBMonth', `got ${usd}; US dollars from 0 are expected`)];
}
