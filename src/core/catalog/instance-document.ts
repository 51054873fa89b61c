import { EbsVolumes, defaultVolumes } from './default-volumes';
import { firstReleasesByLine } from './instance-lookup';
import { INSTANCE_PRICES_OF, instancePrices } from './instance-prices';
import { Architecture, InstanceStore, InstanceType } from './instance-types';
import { Release } from './releases';
import { YarnSettings, isMinimumAllocationStated, yarnSettings } from './yarn-memory';

/** What one instance type is on a release: `explain --instance-type`. */
export interface InstanceExplanation {
  readonly schema: 'sized-emr/explain/1';
  readonly instanceType: string;
  readonly release: string;
  readonly architecture: Architecture;
  readonly vCores: number;
  readonly memoryMiB: number;
  readonly yarn: YarnSettings;
  readonly storage: InstanceStorage;
  /** First release by line: `7.x`. */
  readonly firstRelease: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** Null where there is none, or EMR's table has none. */
export interface InstanceStorage {
  readonly instanceStore: InstanceStore | null;
  readonly defaultEbs: EbsVolumes | null;
  readonly ebsMbps: number | null;
}

/** `sized-emr/types/1`. */
export interface TypesDocument {
  readonly schema: 'sized-emr/types/1';
  /** What YARN's minimum allocation and the default volumes are taken from. */
  readonly release: string;
  readonly region: string;
  /** ISO date. */
  readonly pricedAt: string;
  readonly types: readonly TypeRow[];
}

/** A type of the list. Null: not known. */
export interface TypeRow extends Omit<InstanceExplanation, 'schema' | 'release' | 'notes'> {
  readonly usdPerHour: number | null;
  readonly emrUsdPerHour: number | null;
  /** Names of the prices that no price list gave. */
  readonly provisional: readonly string[];
}

export function explainInstanceType(type: InstanceType, release: Release): InstanceExplanation {
  const { instanceType, ...facts } = factsOf(type, release);
  return { schema: 'sized-emr/explain/1', instanceType, release: release.label, ...facts, notes: notesOf(type, facts.yarn, release) };
}

export function typesDocument(types: readonly InstanceType[], release: Release): TypesDocument {
  const rows = types.map((type): TypeRow => {
    const { usdPerHour = null, emrUsdPerHour = null, provisional } = instancePrices(type);
    return { ...factsOf(type, release), usdPerHour, emrUsdPerHour, provisional };
  });
  return { schema: 'sized-emr/types/1', release: release.label, ...INSTANCE_PRICES_OF, types: rows };
}

function factsOf(type: InstanceType, release: Release) {
  const { instanceType, architecture, vCores, memoryMiB, instanceStore = null, ebsMbps = null } = type;
  return {
    instanceType,
    architecture,
    vCores,
    memoryMiB,
    yarn: yarnSettings(type, release),
    storage: { instanceStore, defaultEbs: defaultVolumes(type, release) ?? null, ebsMbps },
    firstRelease: firstReleasesByLine(type),
  };
}

function notesOf({ yarn: exception, instanceStore, memoryMiB }: InstanceType, yarn: YarnSettings, release: Release): string[] {
  const reserve = memoryMiB - yarn.memoryMiB;
  return [
    yarn.memoryMiB === 0 ? 'EMR leaves YARN no memory on this type: it can only be a primary node'
      : exception?.yarnMemoryMiB !== undefined ? 'YARN\'s memory is the figure that EMR prints, not what its rule gives'
        : `${reserve} MiB stay with the operating system and the daemons: a quarter of the memory, at least 2048 and at most 8192`,
    yarn.maximumAllocationMiB < yarn.memoryMiB ? `no container above ${yarn.maximumAllocationMiB} MiB is granted, whatever the node has` : '',
    isMinimumAllocationStated(release) ? '' : `the minimum allocation on ${release.label} is assumed: no page was seen that prints it`,
    instanceStore ? '' : 'EMR attaches EBS volumes where the cluster asks for none: those named, where its table has the size',
  ].filter(Boolean);
}
