import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Asks the real ResourceManager, all cases in one process, which runs beside this one: its input and output are files. */
export async function askYarn(cases: readonly Case[]): Promise<Verdict[]> {
  const classpath = process.env.YARN_JUDGE_CLASSPATH;
  if (!classpath) throw new Error('YARN_JUDGE_CLASSPATH is not set: start judges/yarn/run.sh');
  const folder = mkdtempSync(join(tmpdir(), 'judge-yarn-'));
  const file = (name: string) => join(folder, name);
  writeFileSync(file('cases'), cases.map(({ id, request }) => JSON.stringify({ id, ...question(request) })).join('\n'));
  const jvm = ['-Xmx700m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath, 'yarnjudge.YarnJudge']; // the two flags halve its time
  const java = spawn('java', jvm, { stdio: [openSync(file('cases'), 'r'), openSync(file('verdicts'), 'w'), openSync(file('log'), 'w')] });
  const status = await new Promise((resolve, reject) => java.on('exit', resolve).on('error', reject));
  if (status !== 0) throw new Error(`the ResourceManager ended with ${status}: ${readFileSync(file('log'), 'utf8').slice(-2000)}`);
  const verdicts = readFileSync(file('verdicts'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Verdict);
  rmSync(folder, { recursive: true });
  return verdicts;
}

function question({ groups, master, containers, rules }: YarnSimulationRequest) {
  const nodes = groups.map(({ count, memoryMiB, vCores, label }) => ({ count, memoryMiB, vCores, label }));
  return { nodes, master, containers, ...rules };
}
