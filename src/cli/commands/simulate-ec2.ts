import { CALCULATORS, DEPLOY_MODES, EC2_FLAGS, RAW_FLAGS, SHARED_FLAGS, TYPED_FLAGS } from './simulate-ec2-spec';
import { APPLICATION_FLAGS, JOB_FLAGS } from './simulate-spec';
import { findInstanceType } from '../../core/catalog/instance-lookup';
import { DEFAULT_RELEASE, Release, findRelease } from '../../core/catalog/releases';
import { SAFE_STEP_MIB } from '../../core/catalog/yarn-memory';
import { NodeGroup } from '../../core/packing/placement';
import { Resource } from '../../core/packing/resource';
import { Outcome, Problem, fails, ok, problem } from '../../core/problems/problem';
import { TypedNodes, sparkOnYarn } from '../../core/simulation/spark-on-yarn';
import { YarnSimulationRequest, simulateYarn } from '../../core/simulation/yarn';
import { YarnSimulation } from '../../core/simulation/yarn-simulation';
import { Options } from '../options';

/** `simulate --platform ec2`, by instance types or by raw nodes and containers. */
export function simulateEc2(options: Options): Outcome<YarnSimulation> {
  const raw = RAW_FLAGS.some(flag => options.has(flag.name));
  options.problems.push(...misplaced(options, raw));
  const warnings: Problem[] = [];
  const request = raw ? rawRequest(options) : typedRequest(options, warnings);
  return request && !options.problems.length ? ok(simulateYarn(request), warnings) : fails(options.problems);
}

/** Flags of YARN that were given without `--platform ec2`. */
export function onlyForEc2(options: Options): Problem[] {
  return EC2_FLAGS.filter(flag => options.has(flag.name)).map(flag => problem('SZ1007', flag.name, 'is for --platform ec2; give that as well'));
}

function misplaced(options: Options, raw: boolean): Problem[] {
  const serverless = [...APPLICATION_FLAGS, ...JOB_FLAGS].filter(({ name }) => options.has(name) && !SHARED_FLAGS.includes(name));
  const mixed = raw ? [...TYPED_FLAGS.map(flag => flag.name), ...SHARED_FLAGS].filter(name => options.has(name)) : [];
  return [
    ...serverless.map(({ name }) => problem('SZ1013', name, 'is of EMR Serverless; leave it out')),
    ...mixed.map(name => problem('SZ1007', name, 'does not go with --nodes, --am and --containers; leave it or those out')),
  ];
}

function rawRequest(options: Options): YarnSimulationRequest | undefined {
  const nodes = sizesOf(options, '--nodes');
  const [master] = sizesOf(options, '--am');
  const containers = sizesOf(options, '--containers');
  if (!nodes.length || !master || !containers.length) return undefined;
  return {
    groups: nodes.map((node): NodeGroup => ({ type: node.text, ...node })),
    master: { memoryMiB: master.memoryMiB, vCores: master.vCores },
    containers,
    rules: {
      minimumAllocationMiB: options.count('--minimum-allocation') ?? SAFE_STEP_MIB,
      maximumAllocationMiB: options.count('--maximum-allocation'),
      calculator: options.word('--calculator', CALCULATORS) ?? 'default',
    },
  };
}

interface Size extends Resource {
  readonly text: string;
  readonly count: number;
}

/** `19x385024x48`; of the application master `896x1`. */
function sizesOf(options: Options, flag: string): Size[] {
  const form = flag === '--am' ? /^()([1-9]\d{0,8})x([1-9]\d{0,5})$/ : /^([1-9]\d{0,5})x([1-9]\d{0,8})x([1-9]\d{0,5})$/;
  const expected = flag === '--am' ? 'MiB x vcores, such as 896x1' : 'count x MiB x vcores, such as 19x385024x48';
  if (!options.has(flag)) options.problems.push(problem('SZ1001', flag, `left out; ${expected}`));
  return options.texts(flag).flatMap(text => {
    const [, count, memoryMiB, vCores] = form.exec(text.replace(/\s/g, '').toLowerCase()) ?? [];
    if (vCores !== undefined) return [{ text: `${memoryMiB}x${vCores}`, count: Number(count || 1), memoryMiB: Number(memoryMiB), vCores: Number(vCores) }];
    options.problems.push(problem('SZ1004', flag, `got ${JSON.stringify(text)}; ${expected} is expected`));
    return [];
  });
}

function typedRequest(options: Options, warnings: Problem[]): YarnSimulationRequest | undefined {
  const release = releaseOf(options, warnings);
  const core = release && nodesOf(options, 'core', { release }, warnings);
  const task = release && taskOf(options, { release, architecture: core?.type.architecture }, warnings);
  const cluster = {
    masterOnCore: options.has('--am-on-core'),
    calculator: options.word('--calculator', CALCULATORS) ?? 'default',
    minimumAllocationMiB: options.count('--minimum-allocation'),
    maximumAllocationMiB: options.count('--maximum-allocation'),
  };
  const sizes = jobOf(options);
  return release && core && sizes && sparkOnYarn({ release, core, task, ...cluster }, sizes);
}

function jobOf(options: Options) {
  const driver = {
    deployMode: options.word('--deploy-mode', DEPLOY_MODES) ?? 'client',
    driverMemoryMiB: options.sparkMiB('--driver-memory'),
    driverOverheadMiB: options.sparkMiB('--driver-overhead'),
    driverCores: options.count('--driver-cores'),
    executorOverheadMiB: options.sparkMiB('--executor-overhead'),
  };
  const executors = needed(options, '--executors', 'a count such as 10', flag => options.count(flag));
  const executorCores = needed(options, '--executor-cores', 'a count such as 4', flag => options.count(flag));
  const executorMemoryMiB = needed(options, '--executor-memory', 'a size such as 14g', flag => options.sparkMiB(flag));
  if (executors === undefined || executorCores === undefined || executorMemoryMiB === undefined) return undefined;
  return { ...driver, executors, executorCores, executorMemoryMiB };
}

function nodesOf(options: Options, kind: 'core' | 'task', scope: Parameters<typeof findInstanceType>[1], warnings: Problem[]): TypedNodes | undefined {
  const name = needed(options, `--${kind}-type`, 'a type such as m7g.4xlarge', flag => options.text(flag));
  const count = needed(options, `--${kind}-count`, 'a count such as 3', flag => options.count(flag));
  const found = name === undefined ? undefined : findInstanceType(name, scope, `--${kind}-type`);
  if (found && !found.ok) options.problems.push(...found.problems);
  if (found?.ok) warnings.push(...found.warnings);
  return found?.ok && count !== undefined ? { type: found.value, count } : undefined;
}

function taskOf(options: Options, scope: Parameters<typeof findInstanceType>[1], warnings: Problem[]): TypedNodes | undefined {
  return options.has('--task-type') || options.has('--task-count') ? nodesOf(options, 'task', scope, warnings) : undefined;
}

/** A flag's value; SZ1001 where it is left out. */
function needed<T>(options: Options, flag: string, such: string, read: (flag: string) => T | undefined): T | undefined {
  if (options.has(flag)) return read(flag);
  options.problems.push(problem('SZ1001', flag, `left out; ${such}`));
  return undefined;
}

function releaseOf(options: Options, warnings: Problem[]): Release | undefined {
  const found = findRelease(options.text('--release') ?? DEFAULT_RELEASE, '--release');
  if (!found.ok) options.problems.push(...found.problems);
  else warnings.push(...found.warnings);
  return found.ok ? found.value : undefined;
}
