import { onlyForEc2, simulateEc2 } from './simulate-ec2';
import { PLATFORMS, RUNS, SIMULATE_SPEC } from './simulate-spec';
import { simulateFromTemplate } from './simulate-template';
import { LAWS } from '../../core/catalog/laws';
import { Release, findServerlessRelease } from '../../core/catalog/releases';
import { diskRange, isLegalWorker } from '../../core/catalog/workers';
import { Outcome, fails, ok, problem, problemLine } from '../../core/problems/problem';
import { PoolWorkers } from '../../core/simulation/admission';
import { WorkerSize, workerText } from '../../core/simulation/capacity';
import { readJob } from '../../core/simulation/job-settings';
import { simulateServerless } from '../../core/simulation/serverless';
import { Simulation } from '../../core/simulation/simulation';
import { YarnSimulation } from '../../core/simulation/yarn-simulation';
import { simulationHtml } from '../../report/html/simulation-html';
import { simulationText } from '../../report/simulation-text';
import { simulationSvg } from '../../report/svg/simulation-picture';
import { yarnSimulationText } from '../../report/yarn-simulation-text';
import { RunCommand } from '../command';
import { Arguments } from '../flag';
import { EXIT, Io } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { Forms, checkForms, deliver } from '../reports';

/** `sized-emr simulate`. */
export const runSimulate: RunCommand = (args, io) => {
  const options = new Options(args);
  checkUsage(args, options);
  const simulated = simulate(options, io);
  if (args.problems.length || !simulated.ok) return refuse(allProblems(args, simulated.ok ? [] : simulated.problems), io);
  const delivered = deliver(formsOf(simulated.value, io), options, io);
  if (!delivered.ok) return refuse(delivered.problems, io);
  tell([...simulated.warnings.map(problemLine), ...delivered.value], args, io);
  return simulated.value.starts ? EXIT.fine : EXIT.findings;
};

function simulate(options: Options, io: Io): Outcome<Simulation | YarnSimulation> {
  if (options.has('--template')) return simulateFromTemplate(options, jobSettingsOf(options), io);
  if (options.text('--platform') === 'ec2') return simulateEc2(options);
  options.problems.push(...onlyForEc2(options));
  return fromFlags(options);
}

function formsOf(simulation: Simulation | YarnSimulation, io: Io): Forms {
  return {
    text: () => textOf(simulation, io),
    printed: { '--json': () => jsonText(simulation) },
    files: { '--svg': () => simulationSvg(simulation), '--html': () => simulationHtml(simulation) },
  };
}

function textOf(simulation: Simulation | YarnSimulation, io: Io): string {
  return simulation.platform === 'ec2' ? yarnSimulationText(simulation, textOptions(io)) : simulationText(simulation, textOptions(io));
}

function checkUsage(args: Arguments, options: Options): void {
  options.word('--platform', PLATFORMS);
  checkForms(options, ['--json'], ['--svg', '--html']);
  for (const word of args.positionals) options.problems.push(problem('SZ1006', word, 'simulate reads no file of its own; write --template FILE'));
  if (options.has('--resource') && !options.has('--template')) {
    options.problems.push(problem('SZ1007', '--resource', 'names a resource of a template; give --template FILE as well'));
  }
}

const SETTING_OF: Readonly<Record<string, string>> = {
  '--executors': 'spark.executor.instances',
  '--initial-executors': 'spark.dynamicAllocation.initialExecutors',
  '--min-executors': 'spark.dynamicAllocation.minExecutors',
  '--max-executors': 'spark.dynamicAllocation.maxExecutors',
};

/** The flags of the job as the settings that they stand for. */
function jobSettingsOf(options: Options): Record<string, string> {
  const settings: Record<string, string> = options.has('--no-dynamic-allocation') ? { 'spark.dynamicAllocation.enabled': 'false' } : {};
  for (const [flag, key] of Object.entries(SETTING_OF)) {
    const value = options.count(flag, { least: 0 });
    if (value !== undefined) settings[key] = String(value);
  }
  return settings;
}

function fromFlags(options: Options): Outcome<Simulation> {
  const maximumCapacity = { cpu: options.count('--maximum-cpu', { unit: 'vcpu' }), memoryGiB: options.gib('--maximum-memory'), diskGiB: options.gib('--maximum-disk') };
  const stated = { driver: workerOf(options, '--driver-worker'), executor: workerOf(options, '--executor-worker') };
  const warm = { drivers: options.count('--warm-drivers'), executors: options.count('--warm-executors') };
  const runs = { concurrentRuns: options.count('--concurrent-runs', RUNS), maxConcurrentRuns: options.count('--max-concurrent-runs', RUNS) };
  const [lakeFormation, runSeconds] = [options.has('--lake-formation'), options.seconds('--run-time')];
  const settings = { ...jobSettingsOf(options), ...lakeFormation ? { 'spark.emr-serverless.lakeformation.enabled': 'true' } : {} };
  const release = releaseOf(options);
  const job = release && readJob(settings, release);
  if (options.problems.length || !release || !job?.ok) return fails(options.problems);
  const { allocation } = job.value;
  const driver = stated.driver ?? job.value.driver;
  const executor = stated.executor ?? job.value.executor;
  const unplaceable = notOffered('driver', driver, release) ?? notOffered('executor', executor, release);
  const pool = poolOf(warm, driver, executor);
  return ok(simulateServerless({ maximumCapacity, driver, executor, pool, lakeFormation, ...runs, runSeconds, allocation, unplaceable }));
}

function releaseOf(options: Options): Release | undefined {
  const label = options.text('--release') ?? SIMULATE_SPEC.groups.flatMap(group => group.flags).find(flag => flag.name === '--release')!.fallback!;
  const found = findServerlessRelease(label, '--release');
  if (!found.ok) options.problems.push(...found.problems);
  return found.ok ? found.value : undefined;
}

/** `4x16x20`; the disk may be left out. Undefined: the service's default, or a problem. */
function workerOf(options: Options, flag: string): WorkerSize | undefined {
  const text = options.text(flag);
  const [, vCpu, memory, disk] = /^\s*([1-9]\d{0,5})\s*x\s*([1-9]\d{0,5})(?:\s*x\s*([1-9]\d{0,5}))?\s*$/i.exec(text ?? '') ?? [];
  if (vCpu !== undefined) return { vCpu: Number(vCpu), memoryGiB: Number(memory), diskGiB: Number(disk ?? LAWS.serviceExecutorDiskGiB.value) };
  return text === undefined ? undefined : options.wrong('SZ1004', flag, 'vCPU x GB of memory x GB of disk is expected, such as 4x16x20');
}

function poolOf(warm: { readonly drivers?: number; readonly executors?: number }, driver: WorkerSize, executor: WorkerSize): PoolWorkers[] {
  return [
    { key: 'Driver' as const, count: warm.drivers ?? 0, worker: driver },
    { key: 'Executor' as const, count: warm.executors ?? 0, worker: executor },
  ].filter(row => row.count > 0);
}

/** What the service would refuse at submission. */
function notOffered(role: string, worker: WorkerSize, release: Release): string | undefined {
  if (!isLegalWorker(worker.vCpu, worker.memoryGiB)) return `EMR Serverless has no worker of ${worker.vCpu} vCPU and ${worker.memoryGiB} GB for the ${role} (${workerText(worker)})`;
  const { minimumGiB, maximumGiB } = diskRange('SHUFFLE_OPTIMIZED', release) ?? diskRange('STANDARD', release)!;
  return worker.diskGiB >= minimumGiB && worker.diskGiB <= maximumGiB ? undefined
    : `the ${role}'s disk of ${worker.diskGiB} GB is outside ${minimumGiB} to ${maximumGiB} GB on ${release.label}`;
}
