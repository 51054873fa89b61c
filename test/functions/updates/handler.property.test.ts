import fc from 'fast-check';
import { Trouble, World } from './world';
import { ApplicationState } from '../../../src/functions/updates/services';

const second = fc.integer({ min: 0, max: 1500 });

const trouble: fc.Arbitrary<Trouble> = fc.record({
  runs: fc.array(second, { maxLength: 3 }),
  submissions: fc.array(second, { maxLength: 3 }),
  stopsThatFail: fc.integer({ min: 0, max: 3 }),
  startsThatFail: fc.integer({ min: 0, max: 30 }),
  stopSeconds: fc.constantFrom(5, 20, 120, 1200),
  isBadUpdate: fc.boolean(),
  failsLater: fc.boolean(),
  isCareless: fc.boolean(),
  autoStart: fc.boolean(),
  waitForRunsSeconds: fc.constantFrom(0, 60, 600),
  restSeconds: fc.constantFrom(1, 100, 4000),
});

const state = fc.constantFrom<ApplicationState>('CREATED', 'STARTED', 'STARTED', 'STOPPED');

test('whatever comes in between, a started application is started in the end, no run is killed, and one that was stopped is not started', async () => {
  let stopped = 0;
  let rolledBack = 0;
  await fc.assert(fc.asyncProperty(state, trouble, async (before, what) => {
    const world = new World(before, what);
    const status = await world.finish(world.update());
    expect(world.killed).toBe(0);
    if (before === 'STARTED') expect(world.state).toBe('STARTED');
    if (world.stops === 0) expect(world.starts).toBe(0);
    if (status === 'UPDATE_COMPLETE') expect(world.version).toBe(2);
    if (status === 'UPDATE_ROLLBACK_COMPLETE') expect(world.version).toBe(1);
    expect(world.answers.filter(({ Status, Reason }) => Status === 'FAILED' && !Reason)).toEqual([]);
    stopped += world.stops > 0 ? 1 : 0;
    rolledBack += status === 'UPDATE_COMPLETE' ? 0 : 1;
  }), { numRuns: 300 });
  expect(stopped).toBeGreaterThan(50);
  expect(rolledBack).toBeGreaterThan(50);
});

test('a rollback only fails where a run was submitted while the stack was updated', async () => {
  await fc.assert(fc.asyncProperty(state, trouble.map(what => ({ ...what, submissions: [] })), async (before, what) => {
    const world = new World(before, what);
    expect(await world.finish(world.update())).not.toBe('UPDATE_ROLLBACK_FAILED');
  }), { numRuns: 150 });
});

test('a deletion kills no run either, and leaves nothing started behind that it could have deleted', async () => {
  await fc.assert(fc.asyncProperty(state, trouble, async (before, what) => {
    const world = new World(before, what);
    const status = await world.finish(world.remove());
    expect(world.killed).toBe(0);
    if (status === 'DELETE_COMPLETE') expect(world.state).toBe('TERMINATED');
    else expect((what.runs ?? []).length + (what.submissions ?? []).length + (what.stopsThatFail ?? 0) + (what.stopSeconds! > 800 ? 1 : 0)).toBeGreaterThan(0);
  }), { numRuns: 150 });
});
