import { planTrials } from '../../judges/yarn/plans';
import { simulateClusterPlan } from '../../src/core/simulation/cluster-plan';
import { simulateYarn } from '../../src/core/simulation/yarn';

/** judges/yarn puts all types to the real ResourceManager; here a few of them to the simulation, which it is proven to agree with. */
const SOME = ['c1.xlarge', 'm1.small', 'm5.xlarge', 'c5.9xlarge', 'r5.12xlarge', 'i3.8xlarge', 'm7g.4xlarge', 'x2iedn.32xlarge'];

const { trials, unplanned } = planTrials(({ instanceType }) => SOME.includes(instanceType));

test('what a plan\'s settings make Spark ask of YARN is what the plan promises, and is granted', () => {
  expect(trials.length).toBeGreaterThan(80);
  for (const { plan, judged } of trials) {
    const { executorsAsked, executorsForCertain, granted, masterMiB, containerMiB, perNode } = simulateYarn(judged.request);
    expect([judged.id, executorsForCertain]).toEqual([judged.id, executorsAsked]);
    expect(simulateClusterPlan(plan)).toMatchObject({ granted, masterMiB, containerMiB, perNode });
    expect(perNode.reduce((sum, { count, idleMiB }) => sum + count * idleMiB, 0)).toBe(plan.cluster.core.idleMiB);
  }
});

test('a type without a plan is named with the problem that says why', () => {
  expect(unplanned.map(({ instanceType }) => instanceType)).toContain('m1.small');
  for (const { problems } of unplanned) expect(problems[0]).toBe('SZ3107 instanceType');
});

test('a plan is below 99 % for the application master\'s sake, for want of a use, or for a largest container of before 2013', () => {
  for (const { plan: { cluster: { core } }, idleBecause } of trials) expect(idleBecause === undefined).toBe(1 - core.idleMiB / (core.count * core.yarnMemoryMiB) >= 0.99);
  expect(trials.filter(({ idleBecause }) => idleBecause === 'largest container').map(({ type }) => type.instanceType)).toContain('c1.xlarge');
});
