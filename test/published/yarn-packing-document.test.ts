import { Case } from '../../judges/yarn/cases';
import { casesOf, isStale, packingBlock, publishedQuestions } from '../../judges/yarn/document';
import { simulateYarn } from '../../src/core/simulation/yarn';

/** The simulation's answer in the form of the ResourceManager's: judges/yarn proves that they agree. */
function verdict({ request }: Case) {
  const { granted, perNode, message } = simulateYarn(request);
  const each = <T>(value: (node: typeof perNode[number]) => T) => perNode.flatMap(node => Array.from({ length: node.count }, () => value(node)));
  const refused = perNode.length === 0 && message !== null ? 'containers' as const : undefined;
  return { granted, refused, perNode: refused ? undefined : each(node => [node.executors]), usedMiB: refused ? request.groups.map(() => 0) : each(node => node.usedMiB) };
}

test('the tables of docs/yarn-packing.md are what the simulation says too (else: bash judges/yarn/run.sh --write)', () => {
  const questions = publishedQuestions();
  const verdictOf = new Map(casesOf(questions).map(one => [one, verdict(one)]));
  expect(isStale(packingBlock({ ...questions, verdictOf }))).toBe(false);
});
