import { memoryPicture } from './memory-picture';
import { Picture, WIDTHS, svgDocument } from './picture';
import { Explanation } from '../../core/memory/explanation';
import { floorMiB } from '../../core/units';
import { explainRegions } from '../explain-text';
import { mib } from '../text-style';

/** One configuration's memory as an SVG file. */
export function explainSvg(explanation: Explanation, slots: number | undefined, width: number = WIDTHS.wide): string {
  return svgDocument(`Spark ${explanation.sparkVersion}, ${mib(explanation.container.requestedMiB)}`, [explainPicture(explanation, slots, width)]);
}

/** The regions of a container, and what `slots` tasks take of them; a driver has none. */
export function explainPicture(explanation: Explanation, slots: number | undefined, width: number): Picture {
  const { container, perTask } = explanation;
  return memoryPicture({
    title: `One container: ${mib(container.requestedMiB)}`,
    regions: explainRegions(explanation),
    tasks: slots === undefined ? undefined : { slots, grantedMiB: floorMiB(perTask.maximumBytes), leastMiB: floorMiB(perTask.minimumBytes) },
  }, width);
}
