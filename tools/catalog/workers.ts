import { DiskThroughputRow, DiskType, WorkerRow } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';
import { Block, demand, demandUnique, readData, renderList, renderModule } from './table';

interface SteppedRow {
  readonly vCpu: number;
  readonly minimumGiB: number;
  readonly maximumGiB: number;
  readonly stepGiB: number;
}

interface TieredRow {
  readonly vCpu: number;
  readonly tiersGiB: readonly number[];
  readonly reachGiB: number;
}

interface WorkersData {
  readonly workers: Block<SteppedRow>;
  readonly tieredWorkers: Block<TieredRow>;
  readonly disks: Block<DiskType>;
  readonly diskThroughput: Block<DiskThroughputRow>;
}

const SOURCE = 'serverless-workers.jsonc';

/** `src/core/catalog/workers.generated.ts`. */
export function workersFile(root: string): GeneratedFile {
  const data = readData<WorkersData>(root, SOURCE);
  const workers = [...data.workers.rows.map(stepped), ...data.tieredWorkers.rows.map(tiered)].sort((a, b) => a.vCpu - b.vCpu);
  checkWorkers(workers);
  checkDisks(data.disks.rows, data.diskThroughput.rows);
  return {
    path: 'src/core/catalog/workers.generated.ts',
    content: renderModule(SOURCE, ['DiskThroughputRow', 'DiskType', 'WorkerRow'], [
      renderList('WORKER_ROWS', 'WorkerRow', workers),
      renderList('DISK_TYPES', 'DiskType', data.disks.rows),
      renderList('DISK_THROUGHPUT', 'DiskThroughputRow', data.diskThroughput.rows),
    ]),
  };
}

function stepped(row: SteppedRow): WorkerRow {
  const sizes = (row.maximumGiB - row.minimumGiB) / row.stepGiB + 1;
  demand(Number.isInteger(sizes) && sizes > 0, `${row.vCpu} vCPU: the steps do not end at the largest size`);
  return { ...row, sizesGiB: Array.from({ length: sizes }, (_, index) => row.minimumGiB + index * row.stepGiB) };
}

function tiered({ vCpu, tiersGiB, reachGiB }: TieredRow): WorkerRow {
  demand(tiersGiB.every((tier, index) => index === 0 || tier - reachGiB > tiersGiB[index - 1]), `${vCpu} vCPU: the reach of a tier overlaps the one below`);
  return { vCpu, minimumGiB: tiersGiB[0], maximumGiB: tiersGiB[tiersGiB.length - 1], sizesGiB: tiersGiB, reachGiB };
}

function checkWorkers(rows: readonly WorkerRow[]): void {
  demandUnique('workers', rows.map(row => `${row.vCpu} vCPU`));
  rows.forEach((row, index) => {
    const below = rows[index - 1];
    demand(!below || row.vCpu === 2 * below.vCpu, `${row.vCpu} vCPU: cores do not double`);
    demand(!below || row.maximumGiB > below.maximumGiB, `${row.vCpu} vCPU: less memory than the row below`);
    demand(row.minimumGiB < row.maximumGiB, `${row.vCpu} vCPU: least size is not below the largest`);
  });
}

function checkDisks(disks: readonly DiskType[], throughput: readonly DiskThroughputRow[]): void {
  demandUnique('disks', disks.map(disk => disk.name));
  demandUnique('disk throughput', throughput.map(row => `${row.name} ${row.fromGiB} ${row.fromVCpu}`));
  for (const disk of disks) {
    demand(disk.minimumGiB > 0 && disk.minimumGiB < disk.maximumGiB, `${disk.name}: least size is not below the largest`);
    const rows = throughput.filter(row => row.name === disk.name);
    demand(rows.length > 0 && rows[0].fromGiB === 0 && rows[0].fromVCpu === 1, `${disk.name}: no throughput for the smallest disk and worker`);
    demand(rows.every((row, index) => index === 0 || row.mibPerSecond > rows[index - 1].mibPerSecond), `${disk.name}: throughput does not grow`);
  }
}
