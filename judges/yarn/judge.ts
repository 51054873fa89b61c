import { isDeepStrictEqual } from 'node:util';
import { Case, Trial, clusterModeCases, ownCases, randomCases } from './cases';
import { DOCUMENT, casesOf, packingDocument, publishedQuestions, staleDocument, writeDocument } from './document';
import { askYarn, Verdict } from './resource-manager';
import { simulateYarn } from '../../src/core/simulation/yarn';
import { YarnSimulation } from '../../src/core/simulation/yarn-simulation';
import { sum } from '../../src/core/units';

const SHOWN = 20;
/** How a verdict differs from what the library says; empty where it does not. */
function differences({ request, full }: Case, verdict: Verdict, said: YarnSimulation): string[] {
  if (verdict.error) return [verdict.error];
  const granted = verdict.granted ?? request.containers.map(() => 0);
  const refused = verdict.message !== undefined;
  return [
    isDeepStrictEqual(granted, said.granted) ? '' : `granted ${granted.join(', ')}, said ${said.granted.join(', ')}`,
    refused === (said.binds.dimension === 'container' && said.perNode.length === 0) ? '' : `refused: ${refused}`,
    refused && !verdict.message!.startsWith(said.message ?? '?') ? `message ${verdict.message}` : '',
    full && sum(granted) < said.executorsAsked ? `${sum(granted)} of ${said.executorsAsked} promised executors` : '',
    refused || isDeepStrictEqual(usedMiB(said), sorted(verdict.usedMiB ?? [])) || request.groups.some(group => group.label) ? '' : `used ${verdict.usedMiB!.join(', ')}, said ${usedMiB(said).join(', ')}`,
    ...granted.flatMap((count, index) => count > 0 && verdict.containerMiB![index] !== said.containerMiB[index] ? [`container ${verdict.containerMiB![index]}`] : []),
  ].filter(Boolean);
}

/** Whether a published formula's executors hold more memory than ours, with as many a node as it promises or as were granted. */
function placesLess({ promise, ours }: Trial, { granted = [0], containerMiB = [0], perNode = [] }: Verdict): boolean {
  const placed = Math.max(1, ...perNode.map(([count]) => count));
  const ourMiB = [promise.executors, placed].flatMap(ours).map(({ request }) => simulateYarn(request)).map(said => said.executorsGranted * said.containerMiB[0]!);
  return granted[0] * containerMiB[0] > Math.max(0, ...ourMiB);
}

/** Of every node. Labelled nodes are served last, so there only the sums agree. */
function usedMiB({ perNode }: YarnSimulation): number[] {
  return sorted(perNode.flatMap(node => Array.from({ length: node.count }, () => node.usedMiB)));
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function main(write: boolean): void {
  const begin = Date.now();
  const questions = publishedQuestions();
  const { published } = questions;
  const cases = [...ownCases(), ...clusterModeCases(), ...randomCases(), ...casesOf(questions)];
  const verdicts = askYarn(cases);
  const verdictOf = new Map(cases.map((one, index) => [one, verdicts[index]]));
  const faults = cases.map(one => ({ id: one.id, found: differences(one, verdictOf.get(one)!, simulateYarn(one.request)) })).filter(({ found }) => found.length);
  const below = published.filter(trial => placesLess(trial, verdictOf.get(trial.theirs)!));
  for (const { id, found } of faults.slice(0, SHOWN)) console.error(`${id}: ${found.join('; ')}`);
  for (const { theirs } of below.slice(0, SHOWN)) console.error(`${theirs.id}: places more memory than the library's containers`);
  const wrong = faults.length + below.length;
  const text = packingDocument({ ...questions, verdictOf });
  if (write) writeDocument(text);
  const stale = staleDocument(text);
  if (stale) console.error(`${DOCUMENT} is not what YARN does: bash judges/yarn/run.sh --write`);
  console.error(`${cases.length} cases, ${((Date.now() - begin) / 1000).toFixed(0)} s`);
  console.log(`${cases.length + published.length - wrong + Number(!stale)} agreed, ${wrong + Number(stale)} disagreed`);
  process.exitCode = wrong || stale ? 1 : 0;
}

main(process.argv.includes('--write'));
