import { INSTANCE_FAMILIES, YARN_EXCEPTIONS } from './instance-types.generated';
import { PackedFamilyRow, PriceRow, YarnExceptionRow } from './rows';

export type Architecture = PriceRow['architecture'];

/** Local disks of an instance. GB as EC2 states them, decimal. */
export interface InstanceStore {
  readonly disks: number;
  readonly totalGB: number;
}

/** An EC2 instance type in EMR's own figures. */
export interface InstanceType {
  /** `m7g.4xlarge`. */
  readonly instanceType: string;
  /** `m7g`. */
  readonly family: string;
  /** `4xlarge`. */
  readonly size: string;
  readonly architecture: Architecture;
  /** vCPU as EMR reports it, the number of YARN vcores. */
  readonly vCores: number;
  /** Memory as EMR reports it: less than EC2's on most newer types. */
  readonly memoryMiB: number;
  readonly instanceStore?: InstanceStore;
  /** Largest throughput to EBS, Mbit/s. Undefined: not known. */
  readonly ebsMbps?: number;
  /** First releases, one a line: `emr-6.10.0`, `emr-7.0.0`. Empty: of a user's row, any release. */
  readonly since: readonly string[];
  /** Where YARN has other limits than the rule gives. */
  readonly yarn?: YarnLimits;
  /** What a user pays, where stated. */
  readonly prices?: StatedPrices;
}

/** What stands in place of YARN's rule. */
export type YarnLimits = Omit<YarnExceptionRow, 'instanceType'>;

/** Prices of an instance that a user knows better, USD per hour. */
export interface StatedPrices {
  readonly usdPerHour?: number;
  readonly emrUsdPerHour?: number;
  readonly spotUsdPerHour?: number;
}

/** Types by name. */
export type InstanceCatalog = ReadonlyMap<string, InstanceType>;

let known: InstanceCatalog | undefined;

/** Every type of the catalog, by family, then by size. Unpacked when first asked for. */
export function knownInstanceTypes(): InstanceCatalog {
  known ??= new Map(INSTANCE_FAMILIES.flatMap(unpacked).map(type => [type.instanceType, type]));
  return known;
}

function unpacked([family, architecture, since, sizes]: PackedFamilyRow): InstanceType[] {
  const labels = since.split(' ').map(number => `emr-${number}`);
  return sizes.split(',').map(text => {
    const [size, ...figures] = text.split(' ');
    const [vCores, memoryMiB, ebsMbps = 0, disks = 0, totalGB = 0] = figures.map(Number);
    const instanceType = `${family}.${size}`;
    return {
      instanceType,
      family,
      size,
      architecture,
      vCores,
      memoryMiB,
      ...disks ? { instanceStore: { disks, totalGB } } : {},
      ...ebsMbps ? { ebsMbps } : {},
      since: labels,
      ...exceptionOf(instanceType),
    };
  });
}

function exceptionOf(name: string): { readonly yarn?: YarnLimits } {
  const row = YARN_EXCEPTIONS.find(({ instanceType }) => instanceType === name);
  if (!row) return {};
  const { instanceType: _name, ...yarn } = row;
  return { yarn };
}
