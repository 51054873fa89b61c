/**
 * What the checks of clusters know of EMR on EC2, typed by hand from AWS's pages and shared with no code under test.
 * Memory and vcores: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-hadoop-task-config.html; prices of us-east-1, EC2's and EMR's.
 */
export interface TypeFacts {
  readonly vCpu: number;
  readonly memoryMiB: number;
  readonly yarnMiB: number;
  readonly usdPerHour: number;
  readonly emrUsdPerHour: number;
  /** Mbit/s to EBS. */
  readonly ebsMbps: number;
  /** GB of NVMe. */
  readonly storeGB: number;
}

function type(vCpu: number, memoryMiB: number, yarnMiB: number, usdPerHour: number, emrUsdPerHour: number, storeGB = 0): TypeFacts {
  return { vCpu, memoryMiB, yarnMiB, usdPerHour, emrUsdPerHour, ebsMbps: 4750, storeGB };
}

/** Fifth-generation types: EMR's fee is a quarter of the price, at most 0.27 USD. */
export const TYPES: Readonly<Record<string, TypeFacts>> = {
  'c5.xlarge': type(4, 8192, 6144, 0.17, 0.0425),
  'c5.2xlarge': type(8, 16384, 12288, 0.34, 0.085),
  'm5.xlarge': type(4, 16384, 12288, 0.192, 0.048),
  'm5.2xlarge': type(8, 32768, 24576, 0.384, 0.096),
  'm5.4xlarge': type(16, 65536, 57344, 0.768, 0.192),
  'm5d.xlarge': type(4, 16384, 12288, 0.226, 0.0565, 150),
  'r5.xlarge': type(4, 32768, 24576, 0.252, 0.063),
  'r5.2xlarge': type(8, 65536, 57344, 0.504, 0.126),
};

export const MASTER_MIB = 896;
export const START_SECONDS = 360 + 10 + 20;
export const UNBILLED_SECONDS = 60;
export const GP3_USD_PER_GIB_HOUR = 0.08 / 730;
export const ROOT_GIB = 15;
/** Least volume, fill of disks, MiB/s of a GB of NVMe. */
export const LEAST_VOLUME_GIB = 10;
export const DISK_FILL = 0.9;
export const STORE_MIBPS_PER_GB = 0.5;
/** Memory of the daemons on the primary node and its least vCPUs: up to 50 core nodes, and above. */
export const PRIMARY = { small: { daemonsMiB: 6144, vCpu: 4 }, large: { daemonsMiB: 16384, vCpu: 8 }, mostSmallNodes: 50 };
export const LAWFUL_SLOTS = 16;
