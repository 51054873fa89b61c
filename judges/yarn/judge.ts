import { isDeepStrictEqual } from 'node:util';
import { Case, Trial, clusterModeCases, ownCases, randomCases } from './cases';
import { isStale, Judged, casesOf, packingBlock, publishedQuestions, writeBlock } from './document';
import { planBlocks } from './plan-document';
import { PlanTrial, PlanTrials, planTrials } from './plans';
import { askYarn, Verdict } from './resource-manager';
import { simulateClusterPlan } from '../../src/core/simulation/cluster-plan';
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

/** What is wrong with a plan: what it promises is not what its settings get. */
function planFaults({ plan, judged }: PlanTrial, verdict: Verdict): string[] {
  const { cluster: { core } } = plan;
  const usedOfAllMiB = core.count * core.yarnMemoryMiB - core.idleMiB;
  return [
    ...differences(judged, verdict, simulateClusterPlan(plan)),
    judged.request.groups[0].memoryMiB === core.yarnMemoryMiB ? '' : `nodes of ${core.yarnMemoryMiB} MiB`,
    sum(verdict.usedMiB ?? []) === usedOfAllMiB ? '' : `used ${sum(verdict.usedMiB ?? [])} MiB, planned ${usedOfAllMiB}`,
  ].filter(Boolean);
}

interface Fault {
  readonly id: string;
  readonly found: readonly string[];
}

function faultsOf<T>(all: readonly T[], idOf: (one: T) => string, found: (one: T) => readonly string[]): Fault[] {
  return all.map(one => ({ id: idOf(one), found: found(one) })).filter(fault => fault.found.length > 0);
}

async function main(write: boolean): Promise<void> {
  const begin = Date.now();
  const questions = publishedQuestions();
  const cases = [...ownCases(), ...clusterModeCases(), ...randomCases(), ...casesOf(questions)];
  const asked = askYarn(cases); // runs beside the planner
  const plans = planTrials();
  const verdicts = new Map((await asked).map((verdict, index) => [cases[index], verdict]));
  const planned = plans.trials.map(({ judged }) => judged);
  const ofPlans = new Map((await askYarn(planned)).map((verdict, index) => [planned[index], verdict]));
  const faults = [
    ...faultsOf(cases, ({ id }) => id, one => differences(one, verdicts.get(one)!, simulateYarn(one.request))),
    ...faultsOf(questions.published, ({ theirs }) => theirs.id, trial => placesLess(trial, verdicts.get(trial.theirs)!) ? ['places more memory than the library\'s containers'] : []),
    ...faultsOf(plans.trials, ({ judged }) => judged.id, trial => planFaults(trial, ofPlans.get(trial.judged)!)),
    ...documentFaults({ ...questions, verdictOf: verdicts }, plans, write),
  ];
  for (const { id, found } of faults.slice(0, SHOWN)) console.error(`${id}: ${found.join('; ')}`);
  console.error(`${cases.length} cases and ${planned.length} plans, ${((Date.now() - begin) / 1000).toFixed(0)} s`);
  console.log(`${cases.length + questions.published.length + planned.length + 1 - faults.length} agreed, ${faults.length} disagreed`);
  process.exitCode = faults.length ? 1 : 0;
}

/** The documents say what YARN does: one fault each where they do not. */
function documentFaults(judged: Judged, plans: PlanTrials, write: boolean): Fault[] {
  const blocks = [packingBlock(judged), ...planBlocks(plans)];
  if (write) blocks.forEach(writeBlock);
  return faultsOf(blocks.filter(isStale), ({ file }) => file, () => ['is not what YARN does: bash judges/yarn/run.sh --write']);
}

main(process.argv.includes('--write')).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
