// Generated from data/serverless-prices.jsonc by tools/generate-catalog.ts. Change that file, then run: npx tsx tools/generate-catalog.ts
import { PriceRow } from './rows';

export const PRICE_ROWS: readonly PriceRow[] = [
  { region: 'ap-southeast-1', architecture: 'arm64', pricedAt: '2026-11-20', vCpuHourUsd: 0.052585, memoryGiBHourUsd: 0.005746, storageGiBHourUsd: 0.000133, shuffleStorageGiBHourUsd: 0.000133, provisional: ['shuffleStorageGiBHourUsd'] },
  { region: 'ap-southeast-1', architecture: 'x86_64', pricedAt: '2026-11-20', vCpuHourUsd: 0.065728, memoryGiBHourUsd: 0.007189, storageGiBHourUsd: 0.000133, shuffleStorageGiBHourUsd: 0.000133, provisional: ['shuffleStorageGiBHourUsd'] },
  { region: 'us-east-1', architecture: 'arm64', pricedAt: '2026-11-20', vCpuHourUsd: 0.0420992, memoryGiBHourUsd: 0.0046228, storageGiBHourUsd: 0.000111, shuffleStorageGiBHourUsd: 0.000111, provisional: ['vCpuHourUsd', 'memoryGiBHourUsd', 'shuffleStorageGiBHourUsd'] },
  { region: 'us-east-1', architecture: 'x86_64', pricedAt: '2026-11-20', vCpuHourUsd: 0.052624, memoryGiBHourUsd: 0.0057785, storageGiBHourUsd: 0.000111, shuffleStorageGiBHourUsd: 0.000111, provisional: ['shuffleStorageGiBHourUsd'] },
  { region: 'us-west-2', architecture: 'arm64', pricedAt: '2026-11-20', vCpuHourUsd: 0.0420992, memoryGiBHourUsd: 0.0046228, storageGiBHourUsd: 0.000111, shuffleStorageGiBHourUsd: 0.000111, provisional: ['vCpuHourUsd', 'memoryGiBHourUsd', 'shuffleStorageGiBHourUsd'] },
  { region: 'us-west-2', architecture: 'x86_64', pricedAt: '2026-11-20', vCpuHourUsd: 0.052624, memoryGiBHourUsd: 0.0057785, storageGiBHourUsd: 0.000111, shuffleStorageGiBHourUsd: 0.000111, provisional: ['shuffleStorageGiBHourUsd'] },
];
