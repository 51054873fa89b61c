import { figure, htmlPage, htmlTable, preformatted, titled } from './page';
import { ObservationDocument } from '../../eventlog/observation';
import { observationText } from '../observation-text';
import { stagesPicture } from '../svg/observation-pictures';
import { element, escaped } from '../svg/xml';

/** What a log says of a run as one HTML file: what to do about it, a picture of its stages, and the text. */
export function observationHtml(document: ObservationDocument): string {
  const { application: { name, id }, advice } = document;
  const title = name ?? id ?? 'A run';
  return htmlPage(title, [
    element('h1', {}, escaped(title)),
    titled('Advice', htmlTable([], advice.map(one => [one.id, one.message]))),
    figure(width => stagesPicture(document, width)),
    titled('In numbers', preformatted(observationText({ ...document, advice: [] }))),
  ]);
}
