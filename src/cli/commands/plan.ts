import { DEFAULT_REGION } from '../../core/catalog/prices';
import { DEFAULT_RELEASE, findServerlessRelease } from '../../core/catalog/releases';
import { Plan, ServerlessRequest } from '../../core/planning/plan';
import { planServerless } from '../../core/planning/serverless';
import { Outcome, Problem, fails, ok, problem, problemLine } from '../../core/problems/problem';
import { PLAN_FORMATS, PlanFormat, planFormat } from '../../report/plan-formats';
import { planMarkdown } from '../../report/plan-markdown';
import { planText } from '../../report/plan-text';
import { inCallersWords } from '../callers-words';
import { RunCommand } from '../command';
import { EXIT, Io } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { messageOf } from '../read-file';
import { ARCHITECTURES, COLLECTORS, FORMATS, OBJECTIVES, PLATFORMS } from './plan-spec';
import { workloadOf } from './workload-source';

/** `sized-emr plan`. */
export const runPlan: RunCommand = (args, io) => {
  const options = new Options(args);
  const request = requestOf(options);
  const render = rendererOf(options, io);
  const workload = workloadOf(args, io);
  const problems = allProblems(args, [...options.problems, ...workload.ok ? [] : workload.problems]);
  if (problems.length || !workload.ok) return refuse(problems, io);
  const planned = planServerless(workload.value, request);
  if (!planned.ok) return refuse(inCallersWords(planned.problems, args), io);
  const written = writeTo(options.text('-o'), planned.value, io);
  if (!written.ok) return refuse(written.problems, io);
  io.stdout(render(planned.value));
  tell([...planned.warnings.map(problemLine), ...written.value], args, io);
  return EXIT.fine;
};

function requestOf(options: Options): ServerlessRequest {
  checkPlatform(options);
  return {
    release: releaseOf(options),
    architecture: options.word('--architecture', ARCHITECTURES) ?? 'x86_64',
    region: options.text('--region') ?? DEFAULT_REGION,
    objective: options.word('--objective', OBJECTIVES) ?? 'cost',
    warm: options.count('--warm'),
    serverlessStorage: options.has('--serverless-storage'),
    pins: {
      executorCores: options.count('--executor-cores'),
      taskCpus: options.count('--task-cpus'),
      executors: options.count('--executors'),
      partitions: options.count('--partitions'),
      executorMemoryMiB: options.sparkMiB('--executor-memory'),
      diskGiB: options.gib('--disk'),
      collector: options.word('--collector', COLLECTORS),
    },
    prices: {
      vCpuHourUsd: options.number('--vcpu-hour-usd', 0),
      memoryGiBHourUsd: options.number('--memory-gib-hour-usd', 0),
      storageGiBHourUsd: options.number('--storage-gib-hour-usd', 0),
      shuffleStorageGiBHourUsd: options.number('--shuffle-storage-gib-hour-usd', 0),
    },
  };
}

/** The planner looks at it as well, but only once everything else is right. */
function releaseOf(options: Options): string {
  const label = options.text('--release') ?? DEFAULT_RELEASE;
  const found = findServerlessRelease(label, '--release');
  if (!found.ok) options.problems.push(...found.problems);
  return label;
}

function checkPlatform(options: Options): void {
  const platform = options.word('--platform', PLATFORMS);
  if (platform === undefined || platform === 'serverless') return;
  options.problems.push(problem('SZ1013', '--platform', `got "${platform}", which this version does not plan for; serverless is there`));
}

type Render = (plan: Plan) => string;

/** At most one form of output. */
function rendererOf(options: Options, io: Io): Render {
  const format = options.word('--format', FORMATS);
  if (format === 'run-job-flow') options.problems.push(problem('SZ1013', '--format', `got "run-job-flow", which is for EC2; ${PLAN_FORMATS.join(', ')} are for EMR Serverless`));
  const forms: Partial<Record<string, Render>> = {
    '--json': jsonText,
    '--markdown': planMarkdown,
    '--format': plan => planFormat(plan, format as PlanFormat),
  };
  const asked = Object.keys(forms).filter(flag => options.has(flag));
  if (asked.length > 1) options.problems.push(problem('SZ1007', asked[1], `contradicts ${asked[0]}; one form of output is printed`));
  return forms[asked[0]] ?? (plan => planText(plan, { ...textOptions(io), warnings: false })); // they go to stderr
}

/** Writes the lock file; answers what to tell. */
function writeTo(file: string | undefined, plan: Plan, io: Io): Outcome<string[]> {
  if (file === undefined) return ok([]);
  try {
    io.writeFile(file, jsonText(plan));
    return ok([`wrote ${file}`]);
  } catch (error) {
    const problems: Problem[] = [problem('SZ1010', file, `cannot be written: ${messageOf(error)}`)];
    return fails(problems);
  }
}
