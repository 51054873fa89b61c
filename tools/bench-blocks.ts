import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown';
import { ClusterRow, clusterRows, unclaimedByRapids } from '../bench/clusters';
import { LibraryResult } from '../bench/construct-libraries';
import { advisorRefusals, advisorWorker, Advised, isTaken } from '../bench/serverless-advisors';
import { containerOf } from '../src/core/memory/container';
import { formatCount, formatDuration, formatUsd } from '../src/core/workload/quantities';

/** docs/benchmarks.md, its summary in the README, and what docs/comparison.md measures. */
export const BENCH_BLOCKS: Record<string, () => string> = {
  'bench': () => speed(() => true),
  'bench-short': () => speed(({ short }) => short === true),
  'bench-machine': machine,
  'bench-libraries': libraries,
  'clusters': clusters,
  'clusters-cost': clustersCost,
  'rapids-reserve': rapidsReserve,
  'serverless-refusals': serverlessRefusals,
};

interface BenchResult {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly againstValue?: number;
  /** Stands in the README. */
  readonly short?: boolean;
}

interface Results {
  readonly node: string;
  readonly machine: string;
  readonly results: readonly BenchResult[];
  readonly libraries: readonly LibraryResult[];
}

function results(): Results {
  return JSON.parse(readFileSync(join(__dirname, '..', 'bench', 'results.json'), 'utf8')) as Results;
}

function machine(): string {
  const { node, machine: name } = results();
  return `One run on ${name}, Node ${node.replace('v', '')}. Compare the ratios: other machines have other milliseconds.`;
}

function speed(shown: (result: BenchResult) => boolean): string {
  const rows = results().results.filter(shown).map(({ what, value, unit, against, againstValue }) =>
    [what, `${value} ${unit}`, againstValue === undefined ? '' : `${(value / againstValue).toFixed(2)} × ${against} (${againstValue} ${unit})`]);
  return table(['what', 'median', 'in the same run'], rows);
}

function libraries(): string {
  const all = results().libraries;
  const [raw] = all;
  const rows = all.map(({ name, version, loadMs, synthMs, resources, templateBytes, sizes, findings }) => [
    name, version, `${loadMs} ms`, `${synthMs} ms (${(synthMs / raw.synthMs).toFixed(1)} ×)`, resources, formatCount(templateBytes), sizes, findings.join(', ') || 'none',
  ]);
  return table(['', 'version', 'loading, after aws-cdk-lib', 'synth', 'resources', 'bytes of the template', 'sizes stated', '`sized-emr check`, notes included'], rows);
}

let rows: readonly ClusterRow[] | undefined;

function allClusterRows(): readonly ClusterRow[] {
  return rows ??= clusterRows();
}

/** A row a way, a column a cluster. */
function byCluster(cell: (row: ClusterRow) => string): string {
  const names = [...new Set(allClusterRows().map(({ cluster }) => cluster))];
  const ways = [...new Set(allClusterRows().map(({ way }) => way))];
  return table(['', ...names], ways.map(way => [way, ...names.map(name => cell(allClusterRows().find(row => row.cluster === name && row.way === way)!))]));
}

function clusters(): string {
  return byCluster(({ result }) => {
    if (!result) return 'no answer';
    const { promised, started, cores, idle } = result;
    return `${started < promised ? `${promised} → **${started}**` : started} × ${cores}; ${(100 * idle).toFixed(1)} %`;
  });
}

function clustersCost(): string {
  return byCluster(({ result }) => result ? `${formatUsd(result.usd)}, ${formatDuration(result.seconds)}` : 'no answer');
}

function rapidsReserve(): string {
  return table(['', 'YARN\'s memory of a node', 'not claimed', ''], unclaimedByRapids().map(({ type, yarnMiB, unclaimedMiB }) =>
    [type, `${formatCount(yarnMiB)} MiB`, `${formatCount(unclaimedMiB)} MiB`, `${(100 * unclaimedMiB / yarnMiB).toFixed(1)} %`]));
}

const SHOWN_DEMANDS: readonly (readonly [cores: number, heapGiB: number])[] = [[4, 14], [4, 45], [2, 17], [8, 57], [16, 110], [5, 10]];

function serverlessRefusals(): string {
  const { asked, refused } = advisorRefusals();
  const shown = SHOWN_DEMANDS.map(([cores, heapGiB]) => {
    const advised = advisorWorker(cores, heapGiB);
    return [cores, `${heapGiB} GB`, `${advised.vCpu} vCPU, heap ${advised.heapGiB}g`, `${formatCount(containerMiB(advised))} MiB`, isTaken(advised) ? 'taken' : '**refused**'];
  });
  return [
    `Of ${formatCount(asked)} demands (the cores that it tries × heaps of 2 to 64 GB) ${refused} answers, ${(100 * refused / asked).toFixed(1)} %, are refused at submission. Some of them:`,
    '',
    table(['cores', 'heap needed', 'it writes', 'with overhead', 'the service'], shown),
  ].join('\n');
}

function containerMiB({ heapGiB }: Advised): number {
  return containerOf(heapGiB * 1024, { platform: 'serverless', role: 'executor' }).requestedMiB;
}
