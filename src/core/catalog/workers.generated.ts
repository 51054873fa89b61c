// Generated from data/serverless-workers.jsonc by tools/generate-catalog.ts. Change that file, then run: npx tsx tools/generate-catalog.ts
import { DiskThroughputRow, DiskType, WorkerRow } from './rows';

export const WORKER_ROWS: readonly WorkerRow[] = [
  { vCpu: 1, minimumGiB: 2, maximumGiB: 8, stepGiB: 1, sizesGiB: [2, 3, 4, 5, 6, 7, 8] },
  { vCpu: 2, minimumGiB: 4, maximumGiB: 16, stepGiB: 1, sizesGiB: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] },
  { vCpu: 4, minimumGiB: 8, maximumGiB: 30, stepGiB: 1, sizesGiB: [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30] },
  { vCpu: 8, minimumGiB: 16, maximumGiB: 60, stepGiB: 4, sizesGiB: [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60] },
  { vCpu: 16, minimumGiB: 32, maximumGiB: 120, stepGiB: 8, sizesGiB: [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120] },
  { vCpu: 32, minimumGiB: 60, maximumGiB: 244, sizesGiB: [60, 120, 244], reachGiB: 8 },
];

export const DISK_TYPES: readonly DiskType[] = [
  { name: 'STANDARD', minimumGiB: 20, maximumGiB: 200, freeGiB: 20, unconfirmedVCpu: [] },
  { name: 'SHUFFLE_OPTIMIZED', minimumGiB: 20, maximumGiB: 2000, freeGiB: 0, feature: 'shuffleOptimizedDisks', unconfirmedVCpu: [32] },
];

export const DISK_THROUGHPUT: readonly DiskThroughputRow[] = [
  { name: 'STANDARD', fromGiB: 0, fromVCpu: 1, mibPerSecond: 128 },
  { name: 'STANDARD', fromGiB: 170, fromVCpu: 1, mibPerSecond: 250 },
  { name: 'SHUFFLE_OPTIMIZED', fromGiB: 0, fromVCpu: 1, mibPerSecond: 128 },
  { name: 'SHUFFLE_OPTIMIZED', fromGiB: 170, fromVCpu: 1, mibPerSecond: 250 },
  { name: 'SHUFFLE_OPTIMIZED', fromGiB: 1000, fromVCpu: 16, mibPerSecond: 500 },
];
