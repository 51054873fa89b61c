import { Architecture, InstanceCatalog, InstanceType, StatedPrices, knownInstanceTypes } from './instance-types';
import { parseReleaseLabel } from './release-label';
import { Outcome, Problem, fails, ok, problem } from '../problems/problem';

/** A type that the catalog lacks, or what is to be corrected of one that it has. */
export interface InstanceTypeCorrection extends StatedPrices {
  readonly instanceType: string;
  readonly architecture?: Architecture;
  readonly vCores?: number;
  readonly memoryMiB?: number;
  /** `yarn.nodemanager.resource.memory-mb`, where it is not what the rule gives. */
  readonly yarnMemoryMiB?: number;
  readonly disks?: number;
  readonly instanceStoreGB?: number;
  readonly ebsMbps?: number;
  /** First releases, one a line. */
  readonly since?: readonly string[];
}

const NAME = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;
const WHOLE = ['vCores', 'memoryMiB', 'yarnMemoryMiB', 'disks', 'instanceStoreGB', 'ebsMbps'] as const;
const MONEY = ['usdPerHour', 'emrUsdPerHour', 'spotUsdPerHour'] as const;
/** What a new type cannot do without. */
const NEEDED = ['architecture', 'vCores', 'memoryMiB'] as const;

/** The catalog with a user's rows added and corrected. Fails with SZ4103, all rows at once. */
export function correctedCatalog(corrections: readonly InstanceTypeCorrection[], path = 'instanceTypes'): Outcome<InstanceCatalog> {
  const types = new Map(knownInstanceTypes());
  const problems = corrections.flatMap((row, index) => faultsOf(row, types, `${path}[${index}]`));
  if (problems.length) return fails(problems);
  for (const row of corrections) types.set(row.instanceType, corrected(row, types.get(row.instanceType)));
  return ok(types);
}

function faultsOf(row: InstanceTypeCorrection, types: InstanceCatalog, path: string): Problem[] {
  const fault = (field: string, message: string) => problem('SZ4103', `${path}.${field}`, message);
  const missing = types.has(row.instanceType) ? [] : NEEDED.filter(field => row[field] === undefined);
  return [
    ...NAME.test(row.instanceType) ? [] : [fault('instanceType', `got ${JSON.stringify(row.instanceType)}; a name such as m7g.4xlarge is expected`)],
    ...missing.map(field => fault(field, `left out; ${row.instanceType} is not in the catalog, so ${NEEDED.join(', ')} are needed`)),
    ...WHOLE.filter(field => row[field] !== undefined && !(Number.isSafeInteger(row[field]) && row[field]! > 0))
      .map(field => fault(field, `got ${row[field]}; a whole number above 0 is expected`)),
    ...MONEY.filter(field => row[field] !== undefined && !(Number.isFinite(row[field]) && row[field]! >= 0))
      .map(field => fault(field, `got ${row[field]}; USD per hour are expected`)),
    ...(row.since ?? []).filter(label => !parseReleaseLabel(label)).map(label => fault('since', `got ${label}; a label such as emr-7.0.0 is expected`)),
  ];
}

/** What is stated wins; memory that is stated without YARN's takes YARN's from the rule again. */
function corrected(row: InstanceTypeCorrection, before: InstanceType | undefined): InstanceType {
  const [family, size] = row.instanceType.split('.');
  return {
    instanceType: row.instanceType,
    family,
    size,
    architecture: row.architecture ?? before!.architecture,
    vCores: row.vCores ?? before!.vCores,
    memoryMiB: row.memoryMiB ?? before!.memoryMiB,
    ...storageOf(row, before),
    since: row.since ?? before?.since ?? [],
    ...yarnOf(row, before),
    prices: pricesOf(row, before),
  };
}

function storageOf({ disks, instanceStoreGB, ebsMbps }: InstanceTypeCorrection, before: InstanceType | undefined): Pick<InstanceType, 'instanceStore' | 'ebsMbps'> {
  const store = before?.instanceStore;
  const totalGB = instanceStoreGB ?? store?.totalGB;
  return {
    ...totalGB === undefined ? {} : { instanceStore: { disks: disks ?? store?.disks ?? 1, totalGB } },
    ebsMbps: ebsMbps ?? before?.ebsMbps,
  };
}

function yarnOf({ memoryMiB, yarnMemoryMiB }: InstanceTypeCorrection, before: InstanceType | undefined): Pick<InstanceType, 'yarn'> {
  if (yarnMemoryMiB !== undefined) return { yarn: { yarnMemoryMiB } };
  return memoryMiB === undefined && before?.yarn ? { yarn: before.yarn } : {};
}

function pricesOf({ usdPerHour, emrUsdPerHour, spotUsdPerHour }: InstanceTypeCorrection, before: InstanceType | undefined): StatedPrices {
  return {
    usdPerHour: usdPerHour ?? before?.prices?.usdPerHour,
    emrUsdPerHour: emrUsdPerHour ?? before?.prices?.emrUsdPerHour,
    spotUsdPerHour: spotUsdPerHour ?? before?.prices?.spotUsdPerHour,
  };
}
