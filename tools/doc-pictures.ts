import { nightly, nightlyCluster } from './doc-blocks';
import { GeneratedFile } from './generated-files';
import { WIDTHS, svgDocument } from '../src/report/svg/picture';
import { planMemoryPicture, planPackingPicture } from '../src/report/svg/plan-pictures';

/** The pictures of README.md: of the two plans that it computes. */
export function pictureFiles(): GeneratedFile[] {
  const memory = planMemoryPicture(nightly(), WIDTHS.wide);
  const nodes = planPackingPicture(nightlyCluster(), WIDTHS.wide);
  return [
    { path: 'docs/executor-memory.svg', content: svgDocument(memory.title, [memory]) },
    { path: 'docs/nodes.svg', content: svgDocument(nodes.title, [nodes]) },
  ];
}
