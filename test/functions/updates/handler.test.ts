import { Trouble, World } from './world';
import { STOP_FOR_UPDATE, STOP_ON_DELETE } from '../../../src/functions/updates/handler';
import { ApplicationState } from '../../../src/functions/updates/services';

async function updated(state: ApplicationState, trouble: Trouble = {}) {
  const world = new World(state, trouble);
  return { status: await world.finish(world.update()), world };
}

test('a started application is stopped, updated and started again', async () => {
  const { status, world } = await updated('STARTED');
  expect({ status, state: world.state, version: world.version, stops: world.stops, starts: world.starts }).toEqual({ status: 'UPDATE_COMPLETE', state: 'STARTED', version: 2, stops: 1, starts: 1 });
});

test.each(['CREATED', 'STOPPED', 'STOPPING'] as const)('one that is %s is left to itself', async state => {
  const world = new World(state);
  if (state === 'STOPPING') setImmediate(() => { world.state = 'STOPPED'; });
  expect(await world.finish(world.update())).toBe('UPDATE_COMPLETE');
  expect([world.stops, world.starts]).toEqual([0, 0]);
});

test.each([
  ['its new properties are refused', { isBadUpdate: true }],
  ['a later resource fails', { failsLater: true }],
])('where %s, it is rolled back and started again', async (_, trouble) => {
  const { status, world } = await updated('STARTED', trouble);
  expect({ status, state: world.state, version: world.version }).toEqual({ status: 'UPDATE_ROLLBACK_COMPLETE', state: 'STARTED', version: 1 });
});

test('a run that is under way fails the deployment at once; it goes on, and nothing was stopped', async () => {
  const { status, world } = await updated('STARTED', { runs: [5000] });
  expect({ status, state: world.state, stops: world.stops }).toEqual({ status: 'UPDATE_ROLLBACK_COMPLETE', state: 'STARTED', stops: 0 });
  expect(world.answers[0].Reason).toBe('application 00app has 1 run (run0) under way; nothing was cancelled: deploy when its runs have ended, or give a longer waitForRuns');
});

test('with waitForRuns it is waited for', async () => {
  const { status, world } = await updated('STARTED', { runs: [100], waitForRunsSeconds: 300 });
  expect({ status, state: world.state, version: world.version, killed: world.killed }).toEqual({ status: 'UPDATE_COMPLETE', state: 'STARTED', version: 2, killed: 0 });
});

test('no longer than stated', async () => {
  const { world } = await updated('STARTED', { runs: [5000], waitForRunsSeconds: 300 });
  expect([world.answers[0].Status, world.stops]).toEqual(['FAILED', 0]);
});

test('where the service refuses to stop it, that is what the deployment says', async () => {
  const { status, world } = await updated('STARTED', { stopsThatFail: 2 });
  expect({ status, state: world.state }).toEqual({ status: 'UPDATE_ROLLBACK_COMPLETE', state: 'STARTED' });
  expect(world.answers[0].Reason).toMatch(/^application 00app is not stopped by the service: Rate exceeded; nothing was cancelled/);
});

test('where it does not come to a stop in time, the deployment fails, and it is started again when it has', async () => {
  const { status, world } = await updated('STARTED', { stopSeconds: 2500 });
  expect({ status, state: world.state }).toEqual({ status: 'UPDATE_ROLLBACK_COMPLETE', state: 'STARTED' });
  expect(world.answers[0].Reason).toBe('application 00app is STOPPING; the deployment waits no longer');
});

test('a start that fails is tried again', async () => {
  const { world } = await updated('STARTED', { startsThatFail: 100 });
  expect(world.state).toBe('STARTED');
});

test('one that cannot be started at all ends in an error of the function, which names it', async () => {
  const world = new World('STARTED', { startsThatFail: 10_000 });
  await expect(world.finish(world.update())).rejects.toThrow('the application App of arn:aws:cloudformation:us-east-1:111122223333:stack/Jobs/1 was stopped for a deployment and could not be started again');
});

test('a deployment that takes hours is waited for, call by call', async () => {
  const { world } = await updated('STARTED', { restSeconds: 3 * 3600, autoStart: false });
  expect({ state: world.state, starts: world.starts, late: world.now > 3 * 3600 }).toEqual({ state: 'STARTED', starts: 1, late: true });
});

test('a run that comes in between starts it, which CloudFormation then refuses to update; the run goes on', async () => {
  const { status, world } = await updated('STARTED', { submissions: [21], isCareless: true });
  expect({ status: status.startsWith('UPDATE_ROLLBACK'), state: world.state, killed: world.killed }).toEqual({ status: true, state: 'STARTED', killed: 0 });
});

test('a request that is sent twice stops once', async () => {
  const world = new World('STARTED');
  world.status = 'UPDATE_IN_PROGRESS';
  const twice = world.request('Update', STOP_FOR_UPDATE).then(() => world.request('Update', STOP_FOR_UPDATE)).then(() => { world.status = 'UPDATE_COMPLETE'; });
  await world.finish(twice);
  expect([world.stops, world.starts, world.state]).toEqual([1, 1, 'STARTED']);
});

test.each([
  ['Create', STOP_FOR_UPDATE], ['Delete', STOP_FOR_UPDATE], ['Create', STOP_ON_DELETE], ['Update', STOP_ON_DELETE], ['Delete', 'Custom::Other'],
] as const)('%s of %s does nothing, and is answered', async (type, resource) => {
  const world = new World('STARTED');
  expect(await world.finish(world.request(type, resource))).toBe(true);
  expect([world.stops, world.state]).toEqual([0, 'STARTED']);
});

describe('on delete', () => {
  test.each(['DELETE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'])('in %s it is stopped, and not started again', async status => {
    const world = new World('STARTED');
    world.hasInTemplate = status === 'DELETE_IN_PROGRESS';
    expect(await world.finish(world.remove(status))).toBe('DELETE_COMPLETE');
    expect([world.stops, world.starts]).toEqual([1, 0]);
  });

  test('a run that is under way fails the deletion', async () => {
    const world = new World('STARTED', { runs: [5000, 5000, 5000, 5000] });
    expect(await world.finish(world.remove())).toBe('DELETE_FAILED');
    expect([world.stops, world.state, world.answers[0].Reason]).toEqual([0, 'STARTED', expect.stringContaining('has 4 runs (run0, run1, run2 …) under way')]);
  });

  test('an application that leaves the template is stopped', async () => {
    const world = new World('STARTED');
    world.hasInTemplate = false;
    expect(await world.finish(world.remove('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'))).toBe('DELETE_COMPLETE');
  });

  test('one that stays, without the option, is not', async () => {
    const world = new World('STARTED');
    expect(await world.finish(world.remove('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'))).toBe('UPDATE_COMPLETE');
    expect([world.stops, world.state]).toEqual([0, 'STARTED']);
  });

  test('of an application that was never created it is answered at once', async () => {
    const world = new World('STARTED');
    world.hasResource = false;
    world.status = 'ROLLBACK_IN_PROGRESS';
    expect(await world.finish(world.request('Delete', STOP_ON_DELETE))).toBe(true);
    expect(world.stops).toBe(0);
  });
});
