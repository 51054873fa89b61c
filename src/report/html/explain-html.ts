import { figure, htmlPage, htmlTable, points, preformatted, titled } from './page';
import { Explanation } from '../../core/memory/explanation';
import { WorkloadStory } from '../../core/simulation/workload-story';
import { explainFigures } from '../explain-text';
import { storyText } from '../story-text';
import { explainPicture } from '../svg/explain-pictures';
import { element, escaped } from '../svg/xml';
import { mib } from '../text-style';

/** One configuration's memory as one HTML file, with what a workload does in it where one is played. */
export function explainHtml(explanation: Explanation, slots: number | undefined, story?: WorkloadStory): string {
  const { sparkVersion, container, notes } = explanation;
  const title = `${mib(container.requestedMiB)} under Spark ${sparkVersion}`;
  return htmlPage(title, [
    element('h1', {}, escaped(title)),
    figure(width => explainPicture(explanation, slots, width)),
    titled('What a workload does in it', story ? preformatted(storyText(story)) : ''),
    titled('Number by number', htmlTable([], explainFigures(explanation))),
    titled('What else', points(notes)),
  ]);
}
