import { capacityPicture } from './capacity-picture';
import { PackedPart, PackedRow, packingPicture } from './packing-picture';
import { Picture, WIDTHS, svgDocument } from './picture';
import { NodeUse, Simulation } from '../../core/simulation/simulation';
import { YarnNodeUse, YarnSimulation } from '../../core/simulation/yarn-simulation';
import { counted, mib } from '../text-style';

/** A simulation as one SVG file. */
export function simulationSvg(simulation: Simulation | YarnSimulation, width: number = WIDTHS.wide): string {
  return svgDocument('Will it start, and with how many executors', simulationPictures(simulation, width));
}

/** What lies where, and where there is time to tell of, what is held when. */
export function simulationPictures(simulation: Simulation | YarnSimulation, width: number): Picture[] {
  const timeline = simulation.platform === 'serverless' ? simulation.timeline : null;
  return [simulationPicture(simulation, width), ...timeline ? [capacityPicture(timeline, width)] : []];
}

/** Nodes or workers to scale, and what binds. */
export function simulationPicture(simulation: Simulation | YarnSimulation, width: number): Picture {
  const { starts, executorsAsked, executorsGranted, binds } = simulation;
  const granted = executorsGranted === executorsAsked ? `All ${counted(executorsAsked, 'executor')}` : `${executorsGranted} of ${counted(executorsAsked, 'executor')}`;
  return packingPicture({
    title: starts ? 'It starts' : 'It does not start',
    says: [`${granted}. What binds: ${binds.detail}.`],
    rows: simulation.platform === 'ec2' ? simulation.perNode.map(node => nodeRow(node, simulation)) : simulation.perNode.map(workerRow),
  }, width);
}

/** A node of YARN with its containers. */
export function nodeRow(node: YarnNodeUse, simulation: Pick<YarnSimulation, 'masterMiB' | 'containerMiB'>): PackedRow {
  const parts = containersOf(node, simulation);
  const words = parts.filter(({ count }) => count > 0).map(({ name, count, mib: size }) => `${counted(count, name)} of ${mib(size)}`);
  return { count: node.count, label: `${node.type}: ${words.join(' and ') || 'empty'}`, parts, idleMiB: node.idleMiB };
}

/** How many of each size lie on a node: of one or two sizes their sum tells; of more only that sum is drawn. */
function containersOf({ executors, masters, usedMiB }: YarnNodeUse, { masterMiB, containerMiB }: Pick<YarnSimulation, 'masterMiB' | 'containerMiB'>): PackedPart[] {
  const master = masterMiB ?? 0;
  const left = usedMiB - masters * master;
  const [one, other = one, ...more] = [...new Set(containerMiB.filter(size => size !== null))];
  const ofOne = one === other ? executors : (left - executors * other) / (one - other);
  if (one === undefined || more.length || ofOne * one + (executors - ofOne) * other !== left) {
    return [{ name: 'master', mib: master, count: masters }, { name: 'container', mib: left, count: left > 0 ? 1 : 0 }];
  }
  const moreMasters = one === master && one !== other ? ofOne : 0; // of further runs
  return [
    { name: 'master', mib: master, count: masters + moreMasters },
    { name: 'executor', mib: one, count: ofOne - moreMasters },
    { name: 'executor', mib: other, count: executors - ofOne },
  ];
}

function workerRow({ count, type, usedMiB, idleMiB }: NodeUse): PackedRow {
  return { count, label: type, parts: [{ name: 'used', mib: usedMiB, count: 1 }], idleMiB };
}
