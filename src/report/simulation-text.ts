import { section, table } from './table';
import { Style, TextOptions, counted, mib, styleOf, wrap } from './text-style';
import { Simulation } from '../core/simulation/simulation';

/** A simulation as text: does it start, what binds, and what would be enough. */
export function simulationText(simulation: Simulation, options: TextOptions = {}): string {
  const style = styleOf(options);
  return [
    ...verdict(simulation, style),
    '',
    ...table(figures(simulation), [{ ink: 'dim' }, {}], style),
    ...section('Workers', workers(simulation, style), style),
    ...section('What else', bullets(simulation.notes, style), style),
  ].join('\n') + '\n';
}

function verdict({ starts, executorsAsked, executorsGranted, message }: Simulation, style: Style): string[] {
  const all = executorsGranted === executorsAsked;
  const mark = starts ? style.paint('It starts', all ? 'green' : 'yellow') : style.paint('It does not start', 'red');
  const granted = all ? `all ${counted(executorsAsked, 'executor')}` : `${executorsGranted} of ${counted(executorsAsked, 'executor')}`;
  const words = message === null ? [] : ['', ...wrap(message, style.width - 4).map(line => `    ${style.paint(line, 'dim')}`)];
  return [`${mark}${starts ? ' with' : ':'} ${granted}.`, ...words];
}

function figures(simulation: Simulation): string[][] {
  const { starts, runs, binds, capacityForAll: { cpu, memory, disk } } = simulation;
  return [
    runs.length > 1 ? ['run by run', runs.map(runText).join('; ')] : [],
    ['what binds', binds.detail],
    starts ? ['in the end', atMaximum(simulation)] : [],
    ['enough for all', `${cpu}, ${memory}, ${disk} of disk`],
  ].filter(row => row.length);
}

function runText({ starts, queued, executorsAsked, executorsGranted }: Simulation['runs'][number]): string {
  if (queued) return 'waits';
  return `${executorsGranted} of ${executorsAsked}${starts ? '' : ' (does not start)'}`;
}

/** What dynamic allocation may reach. */
function atMaximum({ executorsAtMaximum, bindsAtMaximum }: Simulation): string {
  if (executorsAtMaximum === null) return 'without limit: neither maxExecutors nor a capacity is set';
  return `${counted(executorsAtMaximum, 'executor')}, ${ENDS[bindsAtMaximum.dimension]}`;
}

const ENDS: Readonly<Record<Simulation['binds']['dimension'], string>> = {
  cpu: 'then cpu binds',
  memory: 'then memory binds',
  disk: 'then disk binds',
  vcores: 'then vcores bind',
  container: 'since no worker holds the container',
  none: 'all that the settings allow',
};

function workers({ perNode }: Simulation, style: Style): string[] {
  const rows = perNode.map(({ type, count, usedMiB, idleMiB }) => [
    String(count), type, `${mib(usedMiB)} used`, idleMiB ? `${mib(idleMiB)} idle` : '',
  ]);
  return table(rows, [{ align: 'right' }, {}, { align: 'right' }, { align: 'right' }], style);
}

function bullets(notes: readonly string[], style: Style): string[] {
  return table(notes.map(note => ['-', note]), [{}, {}], style);
}
