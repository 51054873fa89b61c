/** A worker size row of the service's page: memory from the least to the largest in steps. */
export interface WorkerRow {
  readonly vCpu: number;
  readonly minimumGiB: number;
  readonly maximumGiB: number;
  /** Undefined where the row has a few tiers and no step. */
  readonly stepGiB?: number;
  /** Every legal memory size, ascending. */
  readonly sizesGiB: readonly number[];
  /** A container must lie within this much below a size of the row, else the service refuses it. Undefined: it is rounded up. */
  readonly reachGiB?: number;
}

/** A type of worker disk. */
export interface DiskType {
  readonly name: 'STANDARD' | 'SHUFFLE_OPTIMIZED';
  readonly minimumGiB: number;
  readonly maximumGiB: number;
  /** What each worker has without charge. */
  readonly freeGiB: number;
  /** The feature that a release must have. Undefined: every release has these disks. */
  readonly feature?: string;
  /** Worker sizes for which no page confirms these disks. */
  readonly unconfirmedVCpu: readonly number[];
}

/** From which size and worker a disk reaches a throughput. */
export interface DiskThroughputRow {
  readonly name: DiskType['name'];
  readonly fromGiB: number;
  readonly fromVCpu: number;
  readonly mibPerSecond: number;
}

/** A release as the pages list it. */
export interface ReleaseRow {
  readonly label: string;
  /** Name of the build: `3.5.6-amzn-1`. */
  readonly spark: string;
  readonly hadoop?: string;
  /** Major version of the Java that runs Spark by default. */
  readonly java: number;
  readonly onServerless: boolean;
  /** Undefined: not known. */
  readonly onEc2?: boolean;
}

/** What EMR Serverless can do from which release. */
export interface FeatureRow {
  readonly title: string;
  /** First label of the emr-x.y.z releases. */
  readonly since: string;
  /** First label of the emr-spark-x.y.z releases. */
  readonly sinceSpark8: string;
  /** Those of the two that no page states. */
  readonly assumed: readonly string[];
  readonly source: string;
}

/** How much a job may keep in serverless storage from a release on. */
export interface StorageLimitRow {
  readonly since: string;
  readonly limitGiB: number;
}

/** A Region where a limit is lower than elsewhere. */
export interface RegionLimitRow {
  readonly region: string;
  readonly limitGiB: number;
}

/** Prices of one Region and architecture, in USD per hour. */
export interface PriceRow {
  readonly region: string;
  readonly architecture: 'x86_64' | 'arm64';
  /** ISO date on which the prices were read. */
  readonly pricedAt: string;
  readonly vCpuHourUsd: number;
  readonly memoryGiBHourUsd: number;
  readonly storageGiBHourUsd: number;
  readonly shuffleStorageGiBHourUsd: number;
  /** Names of the prices that no price list gave. */
  readonly provisional: readonly string[];
}

/** A Spark property as the service sets it. */
export interface SparkDefaultRow {
  readonly key: string;
  /** Null: the service sets nothing. */
  readonly value: string | null;
  /** The last release that has this value. Undefined: the present one. */
  readonly until?: string;
}

/** The heap that the service gives a driver or executor of a worker size where a job says nothing. */
export interface WorkerHeapRow {
  readonly vCpu: number;
  readonly heap: string;
}

/** Low, likely and high. */
export interface LowMidHigh {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** What stands in for the fields of a workload that nobody stated: measured, or provisional (`PROFILE_ORIGINS`). */
export interface ProfileDefaults {
  readonly profile: string;
  readonly shuffleToInput: number;
  readonly shuffleTotalToShuffle: number;
  readonly shuffleExpansion: number;
  readonly skew: number;
  /** Of range partitioning, as `orderBy` does it. */
  readonly rangeSkew: number;
  readonly coreSecondsPerInputGiB: LowMidHigh;
  readonly userMemoryPerTaskMiB: number;
  readonly growth: number;
  readonly broadcastMiB: number;
  readonly collectMiB: number;
  readonly pythonMemoryPerTaskMiB: number;
  readonly pythonStages: number;
  readonly storageLevel: 'MEMORY_AND_DISK';
}

/** Where a default of a profile comes from. */
export interface ProfileOrigin {
  readonly because: string;
  readonly provisional: boolean;
}

/** A constant that shapes a plan. */
export interface Law {
  readonly value: number;
  readonly unit: string;
  readonly because: string;
  readonly source: string;
  /** Not confirmed by the service or by Spark's source. */
  readonly provisional: boolean;
}

/**
 * A family of instance types, packed: name, architecture, first releases without `emr-` (one a line, oldest first), and its sizes.
 * A size is `name vCores memoryMiB ebsMbps disks GB`; zeros at the end are left out, 0 Mbit/s is not known.
 */
export type PackedFamilyRow = readonly [family: string, architecture: PriceRow['architecture'], since: string, sizes: string];

/** On-demand prices of a family, packed: `xlarge 0.17,2xlarge 0.34`, USD per hour. */
export type PackedPriceRow = readonly [family: string, prices: string];

/** Where YARN has other limits on a type than the rule gives. */
export interface YarnExceptionRow {
  readonly instanceType: string;
  readonly yarnMemoryMiB?: number;
  readonly maximumAllocationMiB?: number;
  readonly minimumAllocationMiB?: number;
}

/** `yarn.scheduler.minimum-allocation-mb` from a release on. */
export interface MinimumAllocationRow {
  readonly since: string;
  readonly minimumAllocationMiB: number;
  /** The newest release for which a page prints it; the ones after it up to the next row are assumed. Undefined: all. */
  readonly statedUntil?: string;
}

/** EBS volumes that EMR attaches by default to a size without instance store. */
export interface DefaultVolumesRow {
  readonly size: string;
  readonly volumes: number;
  readonly sizeGiB: number;
}

/** Families that EMR advises from these releases on, one a line. */
export interface AdvisedRow {
  readonly families: readonly string[];
  readonly since: readonly string[];
}

/** EMR's fee of a type, as a page prints it. */
export interface EmrFeeRow {
  readonly instanceType: string;
  readonly usdPerHour: number;
}

/** EMR's fee where no page was seen: a share of the instance's price. */
export interface EmrFeeModelRow {
  /** Undefined: every family that no row before names. */
  readonly families?: readonly string[];
  readonly share: number;
  readonly capUsd?: number;
}

export const UPDATE_KINDS = ['replaces', 'may-replace', 'needs-stop', 'in-place'] as const;
/** What a change of a property does to the resource that is there. `needs-stop`: it stays, and a STARTED application refuses the change. */
export type UpdateKind = typeof UPDATE_KINDS[number];

/** Properties of a resource type that are updated alike. */
export interface UpdateRow {
  readonly type: string;
  readonly update: UpdateKind;
  /** Paths below Properties; lists are passed through. */
  readonly properties: readonly string[];
  readonly note?: string;
  readonly source: string;
}

/** A resource type whose physical name is a property. */
export interface NamedTypeRow {
  readonly type: string;
  readonly property: string;
}

export type SchemaType = 'string' | 'boolean' | 'integer' | 'number' | 'array' | 'object';

/** What a value of a resource must be: the keywords of JSON Schema that the registry's schemas of EMR use. */
export interface SchemaNode {
  /** Name of another row; what stands beside it wins. */
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  /** Set by the service, never by a template. */
  readonly readOnly?: readonly string[];
  /** By the pattern of the key. */
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  /** Keys that are not named are taken too. */
  readonly open?: boolean;
  readonly maxProperties?: number;
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}
