import { EC2_FLAGS } from './simulate-ec2-spec';
import { APPLICATION_FLAGS, PLATFORMS, RUNS } from './simulate-spec';
import { withFunctionsFollowed } from '../../checks/template/followed';
import { Outcome, Problem, fails, problem } from '../../core/problems/problem';
import { Simulation } from '../../core/simulation/simulation';
import { APPLICATION_KIND, TemplateSimulationOptions, simulateTemplate } from '../../core/simulation/template';
import { CLUSTER_KIND, simulateTemplateCluster } from '../../core/simulation/template-cluster';
import { resourceIds } from '../../core/simulation/template-resource';
import { YarnSimulation } from '../../core/simulation/yarn-simulation';
import { Io } from '../io';
import { Options } from '../options';
import { readTemplateFile } from '../read-file';

/** Flags of a job on a cluster, and the settings that they stand for. */
const CLUSTER_JOB: Readonly<Record<string, string>> = {
  '--executor-cores': 'spark.executor.cores',
  '--executor-memory': 'spark.executor.memory',
  '--executor-overhead': 'spark.executor.memoryOverhead',
};

/** `simulate --template`: of either platform. Parameters of the template stand for their defaults. */
export function simulateFromTemplate(options: Options, jobSettings: Readonly<Record<string, string>>, io: Io): Outcome<Simulation | YarnSimulation> {
  const concurrentRuns = options.count('--concurrent-runs', RUNS);
  const runSeconds = options.seconds('--run-time');
  const doubled = [...APPLICATION_FLAGS, ...EC2_FLAGS].filter(({ name }) => options.has(name) && !(name in CLUSTER_JOB));
  options.problems.push(...doubled.map(flag => problem('SZ1007', flag.name, 'is read from the template; leave it out, or leave --template out')));
  if (options.problems.length) return fails(options.problems);
  const read = readTemplateFile(options.text('--template')!, io);
  if (!read.ok) return read;
  const template = withFunctionsFollowed(read.value.value);
  const settings = { ...jobSettings, ...statedSettings(options) };
  const simulated = played(template, options, { logicalId: options.text('--resource'), concurrentRuns, jobSettings: settings, runSeconds });
  return simulated.ok ? simulated : fails(simulated.problems.map(one => one.path === 'resource' ? { ...one, path: '--resource' } : one));
}

function played(template: unknown, options: Options, request: TemplateSimulationOptions): Outcome<Simulation | YarnSimulation> {
  const platform = platformOf(template, options);
  if (platform === 'ec2') return simulateTemplateCluster(template, request);
  const strangers = Object.keys(CLUSTER_JOB).filter(name => options.has(name)).map(name => problem('SZ1007', name, 'is for a cluster; of an application its own settings count'));
  const both = platform === undefined ? [bothProblem(template)] : [];
  return strangers.length || both.length ? fails([...both, ...strangers]) : simulateTemplate(template, request);
}

/** As asked for, or of the resource named, or the only one that the template has. */
function platformOf(template: unknown, options: Options): typeof PLATFORMS[number] | undefined {
  const stated = options.word('--platform', PLATFORMS);
  const [clusters, applications] = [CLUSTER_KIND, APPLICATION_KIND].map(({ type }) => resourceIds(template, type));
  const named = options.text('--resource');
  if (stated) return stated;
  if (named !== undefined) return clusters.includes(named) ? 'ec2' : 'serverless';
  if (clusters.length && applications.length) return undefined;
  return clusters.length ? 'ec2' : 'serverless';
}

function bothProblem(template: unknown): Problem {
  const [clusters, applications] = [CLUSTER_KIND, APPLICATION_KIND].map(({ type }) => resourceIds(template, type).join(', '));
  return problem('SZ1001', '--resource', `left out; this template has the applications ${applications} and the clusters ${clusters}`);
}

function statedSettings(options: Options): Record<string, string> {
  return Object.fromEntries(Object.entries(CLUSTER_JOB).filter(([flag]) => options.has(flag)).map(([flag, key]) => [key, options.text(flag)!]));
}
