import { figure, htmlPage, paragraph, points, preformatted, titled } from './page';
import { Simulation } from '../../core/simulation/simulation';
import { YarnSimulation } from '../../core/simulation/yarn-simulation';
import { simulationText } from '../simulation-text';
import { simulationPictures } from '../svg/simulation-picture';
import { element, escaped } from '../svg/xml';
import { yarnSimulationText } from '../yarn-simulation-text';

/** A simulation as one HTML file: its text, with pictures. */
export function simulationHtml(simulation: Simulation | YarnSimulation): string {
  const { starts, binds, notes, message } = simulation;
  const title = starts ? 'It starts' : 'It does not start';
  const text = simulation.platform === 'ec2' ? yarnSimulationText({ ...simulation, notes: [] }) : simulationText({ ...simulation, notes: [] });
  return htmlPage(title, [
    element('h1', {}, escaped(title)),
    paragraph(`What binds: ${binds.detail}.`, 'lead'),
    message === null ? '' : preformatted(message),
    ...simulationPictures(simulation, 0).map((_, index) => figure(width => simulationPictures(simulation, width)[index])),
    titled('In numbers', preformatted(text)),
    titled('What else', points(notes)),
  ]);
}
