import { Block, percent, table } from './document';
import { FULL, IdleBecause, PlanTrial, PlanTrials, Unplanned, usedShare } from './plans';
import { sum } from '../../src/core/units';

/** What the ResourceManager granted to plans, in the document about packing and in the README. */
export function planBlocks(plans: PlanTrials): Block[] {
  return [
    { file: 'docs/yarn-packing.md', name: 'judged-plans', text: [planTable(plans), withoutPlan(plans.unplanned), emptiest(plans.trials)].filter(Boolean).join('\n\n') },
    { file: 'README.md', name: 'judged-plans', text: summary(plans) },
  ];
}

const HEAD = [
  '', 'release', 'types with a plan', 'executors asked', 'used, least', 'used, median', `below ${percent(FULL)}`, 'of them: no use for more', 'YARN\'s largest container', 'the master\'s place binds',
  'a formula fills more (with use for it)',
];

function planTable({ trials }: PlanTrials): string {
  const groups = groupsOf(trials, ({ workload, release }) => `${workload} on ${release.label}`);
  return table(HEAD, groups.map(group => {
    const because = (why: IdleBecause) => group.filter(({ idleBecause }) => idleBecause === why).length;
    const shares = sharesOf(group);
    return [
      group[0].workload, group[0].release.label, group.length, asked(group), percent(shares[0]), percent(middle(shares)), group.filter(({ idleBecause }) => idleBecause).length,
      because('not needed'), because('largest container'), because('application master'), belowFormula(group),
    ];
  }));
}

/** On as many nodes of the type; in brackets those whose job could use more, and has less for the application master's sake. */
function belowFormula(group: readonly PlanTrial[]): string {
  const below = group.filter(({ plan: { cluster: { core } }, formulaMiB }) => formulaMiB > core.count * core.yarnMemoryMiB - core.idleMiB);
  return `${below.length} (${below.filter(({ idleBecause }) => idleBecause === 'application master').length})`;
}

/** By workload and what stands in the way, the same on several releases in one line. */
function withoutPlan(unplanned: readonly Unplanned[]): string {
  const lines = groupsOf(unplanned, ({ workload, release }) => `${workload} on ${release.label}`)
    .map(group => ({ release: group[0].release.label, said: `${group[0].workload}: ${byProblem(group)}` }));
  const merged = groupsOf(lines, ({ said }) => said).map(same => `- ${same[0].said}, on ${same.map(({ release }) => release).join(' and ')}`);
  return merged.length ? `Types without a plan, and the problem that says why:\n\n${merged.join('\n')}` : '';
}

function byProblem(unplanned: readonly Unplanned[]): string {
  return groupsOf(unplanned, ({ problems }) => problems.join(', ')).map(same => `${same.map(({ instanceType }) => instanceType).join(', ')} (${same[0].problems.join(', ')})`).join('; ');
}

const SHOWN = 12;

/** Those that lose most to the application master. */
function emptiest(trials: readonly PlanTrial[]): string {
  const bound = trials.filter(({ idleBecause, release }) => idleBecause === 'application master' && release === trials[0].release).sort((a, b) => usedShare(a.plan) - usedShare(b.plan));
  const rows = bound.slice(0, SHOWN).map(({ workload, plan: { cluster: { core }, executor, executors, concurrentRuns }, plan }) => [
    `${core.count} × ${core.instanceType}`, workload, `${concurrentRuns * executors.maximum} × ${executor.containerMiB} MiB`, `${core.count} × ${core.yarnMemoryMiB} MiB`, percent(usedShare(plan)),
  ]);
  return rows.length ? `The emptiest of those whose job would cost less if the application master took nothing, on ${trials[0].release.label}:\n\n${table(['', '', 'executors', 'YARN\'s memory', 'used'], rows)}` : '';
}

function summary({ trials, unplanned }: PlanTrials): string {
  const [newest] = groupsOf(trials, ({ release }) => release.label);
  const shares = sharesOf(trials);
  const types = new Set(newest.map(({ type }) => type.instanceType)).size;
  const releases = groupsOf(trials, ({ release }) => release.label).map(([{ release }]) => release.label);
  return `Of ${trials.length} plans for ${types} instance types on ${releases.join(' and ')} all ${asked(trials)} executors are granted; of YARN's memory ${percent(middle(shares))} is in use in the median, `
    + `${percent(shares[0])} at the least. Why some are less full, and the ${unplanned.length} cases without a plan: [docs/yarn-packing.md](docs/yarn-packing.md).`;
}

function asked(trials: readonly PlanTrial[]): number {
  return sum(trials.map(({ plan: { concurrentRuns, executors } }) => concurrentRuns * executors.maximum));
}

function sharesOf(trials: readonly PlanTrial[]): number[] {
  return trials.map(({ plan }) => usedShare(plan)).sort((a, b) => a - b);
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)];
}

/** In the order in which they come. */
function groupsOf<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...groups.get(keyOf(one)) ?? [], one]);
  return [...groups.values()];
}
