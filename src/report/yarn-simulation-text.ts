import { section, table } from './table';
import { Style, TextOptions, counted, mib, percent, styleOf, wrap } from './text-style';
import { YarnSimulation } from '../core/simulation/yarn-simulation';

/** A simulation of YARN as text: does it start, what binds, node by node. */
export function yarnSimulationText(simulation: YarnSimulation, options: TextOptions = {}): string {
  const style = styleOf(options);
  return [
    ...verdict(simulation, style),
    '',
    ...table(figures(simulation), [{ ink: 'dim' }, {}], style),
    ...section('Nodes', nodes(simulation, style), style),
    ...section('What else', table(simulation.notes.map(note => ['-', note]), [{}, {}], style), style),
  ].join('\n') + '\n';
}

function verdict({ starts, executorsAsked, executorsGranted, message }: YarnSimulation, style: Style): string[] {
  const all = executorsGranted === executorsAsked;
  const mark = starts ? style.paint('It starts', all ? 'green' : 'yellow') : style.paint('It does not start', 'red');
  const granted = all ? `all ${counted(executorsAsked, 'executor')}` : `${executorsGranted} of ${counted(executorsAsked, 'executor')}`;
  const words = message === null ? [] : ['', ...wrap(message, style.width - 4).map(line => `    ${style.paint(line, 'dim')}`)];
  return [`${mark}${starts ? ' with' : ':'} ${granted}.`, ...words];
}

function figures(simulation: YarnSimulation): string[][] {
  const { binds, masterMiB, containerMiB, granted, nodesForAll, perNode } = simulation;
  return [
    ['what binds', binds.detail],
    ['application master', masterMiB === null ? 'refused' : mib(masterMiB)],
    ...containerMiB.map((size, index) => [index === 0 ? 'an executor' : `size ${index + 1}`, size === null ? 'refused' : `${mib(size)}${granted.length > 1 ? `, ${granted[index]} granted` : ''}`]),
    nodesForAll === null || perNode.length === 0 ? [] : ['enough for all', `${counted(nodesForAll, 'node')} of ${perNode[0].type}${perNode.some(node => node.type !== perNode[0].type) ? ', the others as they are' : ''}`],
  ].filter(row => row.length);
}

function nodes({ perNode }: YarnSimulation, style: Style): string[] {
  const rows = perNode.map(({ type, count, executors, masters, usedMiB, idleMiB }) => [
    String(count),
    type,
    `${counted(executors, 'executor')}${masters ? ' and the master' : ''}`,
    `${mib(usedMiB)} used`,
    `${mib(idleMiB)} idle, ${percent(idleMiB / (usedMiB + idleMiB))}`,
  ]);
  return table(rows, [{ align: 'right' }, {}, {}, { align: 'right' }, { align: 'right' }], style);
}
