import { DEFAULT_REGION } from '../../core/catalog/prices';
import { DEFAULT_RELEASE } from '../../core/catalog/releases';
import { Plan, PriceOverrides, ServerlessRequest } from '../../core/planning/plan';
import { checkRequest } from '../../core/planning/requests';
import { planServerless } from '../../core/planning/serverless';
import { Outcome, Problem, fails, ok, problem, problemLine } from '../../core/problems/problem';
import { Workload } from '../../core/workload/workload';
import { PLAN_FORMATS, PlanFormat, planFormat } from '../../report/plan-formats';
import { planMarkdown } from '../../report/plan-markdown';
import { planText } from '../../report/plan-text';
import { inCallersWords } from '../callers-words';
import { RunCommand } from '../command';
import { Arguments } from '../flag';
import { EXIT, Io } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { messageOf } from '../read-file';
import { ARCHITECTURES, COLLECTORS, FORMATS, OBJECTIVES, PLAN_SPEC, PLATFORMS } from './plan-spec';
import { workloadOf } from './workload-source';

/** `sized-emr plan`. */
export const runPlan: RunCommand = (args, io) => {
  const options = new Options(args);
  const request = requestOf(options);
  const render = rendererOf(options, io);
  const planned = planOf({ request, workload: workloadOf(args, io), unread: options.problems }, args);
  if (!planned.ok) return refuse(planned.problems, io);
  const written = writeTo(options.text('-o'), planned.value, io);
  if (!written.ok) return refuse(written.problems, io);
  io.stdout(render(planned.value));
  tell([...planned.warnings.map(problemLine), ...written.value], args, io);
  return EXIT.fine;
};

/** What the command line asks for, and what of it could not be read. */
interface Asked {
  readonly request: ServerlessRequest;
  readonly workload: Outcome<Workload>;
  readonly unread: readonly Problem[];
}

/** Flags without which the search is only wider, or that it does not look at: where nothing is feasible without them, nothing is with them. */
const WIDENING = ['--objective', ...flagsUnder('Pins'), ...flagsUnder('Output')];

function flagsUnder(title: string): string[] {
  return PLAN_SPEC.groups.filter(group => group.title === title).flatMap(group => group.flags).map(flag => flag.name);
}

/** The plan, or everything that is wrong: what could not be read, what may not be asked for, and what the demand cannot meet. */
function planOf({ request, workload, unread }: Asked, args: Arguments): Outcome<Plan> {
  const refused = inFlags(checkRequest(workload.ok ? workload.value : {}, request), args);
  const problems = allProblems(args, [...unread, ...workload.ok ? [] : workload.problems, ...refused]);
  const searchable = !args.problems.length && !refused.length && unread.every(({ path }) => WIDENING.includes(path));
  if (!workload.ok || !searchable) return fails(problems);
  const planned = planServerless(workload.value, request);
  if (planned.ok) return problems.length ? fails(problems) : planned;
  return fails([...problems, ...inFlags(planned.problems, args)]);
}

function requestOf(options: Options): ServerlessRequest {
  checkPlatform(options);
  return {
    release: options.text('--release') ?? DEFAULT_RELEASE,
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
      vCpuHourUsd: options.number(PRICE_FLAGS.vCpuHourUsd),
      memoryGiBHourUsd: options.number(PRICE_FLAGS.memoryGiBHourUsd),
      storageGiBHourUsd: options.number(PRICE_FLAGS.storageGiBHourUsd),
      shuffleStorageGiBHourUsd: options.number(PRICE_FLAGS.shuffleStorageGiBHourUsd),
    },
  };
}

const PRICE_FLAGS: Readonly<Record<keyof PriceOverrides, string>> = {
  vCpuHourUsd: '--vcpu-hour-usd',
  memoryGiBHourUsd: '--memory-gib-hour-usd',
  storageGiBHourUsd: '--storage-gib-hour-usd',
  shuffleStorageGiBHourUsd: '--shuffle-storage-gib-hour-usd',
};

/** Problems of the planner in the words of the command line. */
function inFlags(problems: readonly Problem[], args: Arguments): Problem[] {
  const priced = problems.map(one => ({ ...one, path: one.path.replace(/^prices\.(\w+)$/, (_, name: keyof PriceOverrides) => PRICE_FLAGS[name]) }));
  return inCallersWords(priced, args);
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
