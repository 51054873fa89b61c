import { spawnSync } from 'node:child_process';
import { Case } from './cases';
import { YarnSimulationRequest } from '../../src/core/simulation/yarn';

/** What the ResourceManager did. */
export interface Verdict {
  readonly id: string;
  readonly masterRuns?: boolean;
  readonly masterMiB?: number;
  /** Of each size. */
  readonly granted?: readonly number[];
  readonly containerMiB?: readonly number[];
  /** Containers of each size on each node, without the master. */
  readonly perNode?: readonly (readonly number[])[];
  readonly usedMiB?: readonly number[];
  readonly refused?: 'master' | 'containers';
  readonly message?: string;
  /** A node that YARN did not take, or a fault of the judge. */
  readonly error?: string;
}

/** Asks the real ResourceManager, all cases in one process. */
export function askYarn(cases: readonly Case[]): Verdict[] {
  const classpath = process.env.YARN_JUDGE_CLASSPATH;
  if (!classpath) throw new Error('YARN_JUDGE_CLASSPATH is not set: start judges/yarn/run.sh');
  const input = cases.map(({ id, request }) => JSON.stringify({ id, ...question(request) })).join('\n');
  const jvm = ['-Xmx700m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath, 'yarnjudge.YarnJudge']; // the two flags halve its time
  const { status, stdout, stderr } = spawnSync('java', jvm, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`the ResourceManager ended with ${status}: ${stderr.slice(-2000)}`);
  return stdout.trim().split('\n').map(line => JSON.parse(line) as Verdict);
}

function question({ groups, master, containers, rules }: YarnSimulationRequest) {
  const nodes = groups.map(({ count, memoryMiB, vCores, label }) => ({ count, memoryMiB, vCores, label }));
  return { nodes, master, containers, ...rules };
}
