import { section, table } from './table';
import { Style, TextOptions, grouped, mib, styleOf } from './text-style';
import { InstanceExplanation, InstanceStorage, TypeRow, TypesDocument } from '../core/catalog/instance-document';

/** One instance type as text. */
export function instanceText(explanation: InstanceExplanation, options: TextOptions = {}): string {
  const style = styleOf(options);
  const { instanceType, release, architecture, vCores, memoryMiB, yarn, storage, firstRelease, notes } = explanation;
  return [
    style.paint(`${instanceType} on ${release}`, 'bold'),
    ...table([
      ['memory, as EMR reports it', mib(memoryMiB)],
      ['of it YARN\'s', mib(yarn.memoryMiB)],
      ['largest container', mib(yarn.maximumAllocationMiB)],
      ['containers in steps of', mib(yarn.minimumAllocationMiB)],
      ['vcores', String(vCores)],
      ['architecture', architecture],
      ['storage', storageText(storage)],
      ['EBS throughput', storage.ebsMbps === null ? 'not known' : `at most ${grouped(storage.ebsMbps)} Mbit/s`],
      ['since', Object.values(firstRelease).join(', ') || 'not stated'],
    ], [{ ink: 'dim' }, {}], style),
    ...section('What else', table(notes.map(note => ['-', note]), [{}, {}], style), style),
  ].join('\n') + '\n';
}

/** Types, one a line. */
export function typesText(document: TypesDocument, options: TextOptions = {}): string {
  const style = styleOf(options);
  const { release, region, pricedAt, types } = document;
  return [
    `${grouped(types.length)} instance types on ${release}; USD per hour in ${region}, on demand, ${pricedAt}; ~ is a model of EMR's fee.`,
    '',
    ...typeTable(types, style),
  ].join('\n') + '\n';
}

const HEAD = ['type', 'vcores', 'memory MiB', 'YARN MiB', '', 'EC2', 'EMR', 'storage'];

function typeTable(types: readonly TypeRow[], style: Style): string[] {
  const rows = types.map(row => [
    row.instanceType,
    String(row.vCores),
    grouped(row.memoryMiB),
    grouped(row.yarn.memoryMiB),
    row.architecture,
    usd(row.usdPerHour),
    `${row.provisional.includes('emrUsdPerHour') && row.emrUsdPerHour !== null ? '~' : ''}${usd(row.emrUsdPerHour)}`,
    storageText(row.storage),
  ]);
  const right = { align: 'right' } as const;
  return table([HEAD, ...rows], [{ ink: row => row ? 'cyan' : 'dim' }, right, right, right, {}, right, right, {}], style);
}

function usd(price: number | null): string {
  return price === null ? '?' : price.toFixed(4);
}

function storageText({ instanceStore, defaultEbs }: InstanceStorage): string {
  if (instanceStore) return `${instanceStore.disks} × local, ${grouped(instanceStore.totalGB)} GB`;
  return defaultEbs ? `EBS, ${defaultEbs.volumes} × ${defaultEbs.sizeGiB} GiB` : 'EBS';
}
