import { AdvisedRow, DefaultVolumesRow, MinimumAllocationRow, PackedFamilyRow, YarnExceptionRow } from '../../src/core/catalog/rows';
import { GeneratedFile } from '../generated-files';
import { Block, byKey, demand, demandUnique, readData, renderList, renderModule } from './table';

/** vCPU, MiB, and of an instance store disks and GB. */
type SizeFigures = readonly [vCores: number, memoryMiB: number, disks?: number, totalGB?: number];

interface FamilyRow {
  readonly family: string;
  readonly architecture: PackedFamilyRow[1];
  readonly since: readonly string[];
  readonly sizes: Readonly<Record<string, SizeFigures>>;
}

/** A figure of each size of a family. */
export interface SizesRow {
  readonly family: string;
  readonly sizes: Readonly<Record<string, number>>;
}

interface InstanceTypesData {
  readonly types: Block<FamilyRow>;
  readonly ebsThroughput: Block<SizesRow>;
  readonly yarnExceptions: Block<YarnExceptionRow & { readonly edition: string }>;
  readonly minimumAllocation: Block<MinimumAllocationRow>;
  readonly defaultVolumes: Block<DefaultVolumesRow>;
  readonly advised: Block<AdvisedRow>;
}

const SOURCE = 'instance-types.jsonc';
const LABEL = /^emr-\d+\.\d+\.\d+$/;

/** `src/core/catalog/instance-types.generated.ts`: the families packed, since 731 objects would be a quarter of the bundle. */
export function instanceTypesFile(root: string): GeneratedFile {
  const data = readData<InstanceTypesData>(root, SOURCE);
  const throughput = figuresByType(data.ebsThroughput.rows);
  checkFamilies(data.types.rows);
  checkNamed(data, new Set(instanceTypeNames(root)));
  const rows = [...data.types.rows].sort(byKey(row => `${row.family} ${row.since.join(' ')}`)).map(row => packed(row, throughput));
  return {
    path: 'src/core/catalog/instance-types.generated.ts',
    content: renderModule(SOURCE, ['AdvisedRow', 'DefaultVolumesRow', 'MinimumAllocationRow', 'PackedFamilyRow', 'YarnExceptionRow'], [
      renderList('INSTANCE_FAMILIES', 'PackedFamilyRow', rows),
      renderList('YARN_EXCEPTIONS', 'YarnExceptionRow', data.yarnExceptions.rows.map(({ edition: _printed, ...row }) => row)),
      renderList('MINIMUM_ALLOCATIONS', 'MinimumAllocationRow', data.minimumAllocation.rows),
      renderList('DEFAULT_VOLUMES', 'DefaultVolumesRow', data.defaultVolumes.rows),
      renderList('ADVISED_FAMILIES', 'AdvisedRow', data.advised.rows),
    ]),
  };
}

/** Names of all types, as `m5.xlarge`. */
export function instanceTypeNames(root: string): string[] {
  return readData<InstanceTypesData>(root, SOURCE).types.rows.flatMap(({ family, sizes }) => Object.keys(sizes).map(size => `${family}.${size}`));
}

/** `m5.xlarge` → its figure. */
export function figuresByType(rows: readonly SizesRow[]): ReadonlyMap<string, number> {
  const entries = rows.flatMap(({ family, sizes }) => Object.entries(sizes).map(([size, figure]) => [`${family}.${size}`, figure] as const));
  demandUnique('instance types', entries.map(([name]) => name));
  return new Map(entries);
}

function packed({ family, architecture, since, sizes }: FamilyRow, throughput: ReadonlyMap<string, number>): PackedFamilyRow {
  const texts = Object.entries(sizes).map(([size, [vCores, memoryMiB, disks = 0, totalGB = 0]]) =>
    [size, vCores, memoryMiB, throughput.get(`${family}.${size}`) ?? 0, disks, totalGB].join(' ').replace(/( 0)+$/, ''));
  return [family, architecture, since.map(label => label.replace('emr-', '')).join(' '), texts.join(',')];
}

function checkFamilies(rows: readonly FamilyRow[]): void {
  demandUnique('instance types', rows.flatMap(({ family, sizes }) => Object.keys(sizes).map(size => `${family}.${size}`)));
  for (const { family, architecture, since, sizes } of rows) {
    demand(/^[a-z]+\d[a-z]*(-flex)?$/.test(family), `${family}: not the form of a family`);
    demand(['x86_64', 'arm64'].includes(architecture), `${family}: architecture ${architecture}`);
    demand(since.length > 0 && since.every(label => LABEL.test(label)), `${family}: since ${since.join(', ')}`);
    demandUnique(`${family}: lines of releases`, since.map(label => label.split('.')[0]));
    for (const [size, figures] of Object.entries(sizes)) checkSize(`${family}.${size}`, figures);
  }
}

function checkSize(name: string, figures: SizeFigures): void {
  const [vCores, memoryMiB, disks, totalGB] = figures;
  demand(/^[a-z]\d?[a-z\d-]*\.(small|medium|large|(\d+)?xlarge)$/.test(name), `${name}: not the form of a type`);
  demand(figures.every(figure => Number.isSafeInteger(figure) && figure! > 0), `${name}: a figure is no whole number above 0`);
  demand(memoryMiB / vCores > 400 && memoryMiB / vCores < 40_000, `${name}: ${memoryMiB} MiB for ${vCores} vCPU`);
  demand((disks === undefined) === (totalGB === undefined), `${name}: disks without their size`);
}

/** Every block names known types, sizes and families only. */
function checkNamed(data: InstanceTypesData, names: ReadonlySet<string>): void {
  const sizes = new Set([...names].map(name => name.split('.')[1]));
  const families = new Set([...names].map(name => name.split('.')[0]));
  for (const name of figuresByType(data.ebsThroughput.rows).keys()) demand(names.has(name), `EBS throughput: no type ${name}`);
  for (const { instanceType } of data.yarnExceptions.rows) demand(names.has(instanceType), `YARN's exceptions: no type ${instanceType}`);
  for (const { size } of data.defaultVolumes.rows) demand(sizes.has(size), `default volumes: no size ${size}`);
  for (const family of data.advised.rows.flatMap(row => row.families)) demand(families.has(family), `advised: no family ${family}`);
  data.minimumAllocation.rows.forEach(({ since }, index, rows) => {
    demand(LABEL.test(since) && (index === 0 || numbers(since) > numbers(rows[index - 1].since)), `minimum allocation: ${since} is not after the row before it`);
  });
}

/** Text that sorts as the labels do. */
function numbers(label: string): string {
  return label.match(/\d+/g)!.map(number => number.padStart(3, '0')).join('.');
}
