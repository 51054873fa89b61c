import { inFlags, PlanRequests, requestsOf } from './plan-request';
import { PLAN_SPEC } from './plan-spec';
import { workloadOf } from './workload-source';
import { planAny } from '../../core/planning/compare-platforms';
import { planEc2 } from '../../core/planning/ec2';
import { AnyPlan } from '../../core/planning/ec2-plan';
import { scopeOf } from '../../core/planning/ec2-requests';
import { checkRequest } from '../../core/planning/requests';
import { planServerless } from '../../core/planning/serverless';
import { Outcome, Problem, fails, ok, problem, problemLine } from '../../core/problems/problem';
import { Workload } from '../../core/workload/workload';
import { planHtml } from '../../report/html/plan-html';
import { formatsFor, PLAN_FORMATS } from '../../report/plan-format-names';
import { planFormat } from '../../report/plan-formats';
import { planMarkdown } from '../../report/plan-markdown';
import { planText } from '../../report/plan-text';
import { planSvg } from '../../report/svg/plan-pictures';
import { RunCommand } from '../command';
import { Arguments } from '../flag';
import { EXIT, Io } from '../io';
import { Options } from '../options';
import { allProblems, jsonText, refuse, tell, textOptions } from '../output';
import { Forms, checkForms, deliver } from '../reports';

/** `sized-emr plan`. */
export const runPlan: RunCommand = (args, io) => {
  const options = new Options(args);
  const requests = requestsOf(options);
  const forms = formsOf(options, requests.platform, io);
  const planned = planOf({ requests, workload: workloadOf(args, io), unread: options.problems }, args);
  if (!planned.ok) return refuse(planned.problems, io);
  const delivered = deliver(forms(planned.value), options, io);
  if (!delivered.ok) return refuse(delivered.problems, io);
  tell([...planned.warnings.map(problemLine), ...delivered.value], args, io);
  return EXIT.fine;
};

/** What the command line asks for, and what of it could not be read. */
interface Asked {
  readonly requests: PlanRequests;
  readonly workload: Outcome<Workload>;
  readonly unread: readonly Problem[];
}

/** Flags without which the search is only wider, or that it does not look at: where nothing is feasible without them, nothing is with them. */
const WIDENING = ['--objective', ...flagsUnder('Pins'), ...flagsUnder('Output'), '--nodes'];

function flagsUnder(title: string): string[] {
  return PLAN_SPEC.groups.filter(group => group.title === title).flatMap(group => group.flags).map(flag => flag.name);
}

/** The plan, or everything that is wrong: what could not be read, what may not be asked for, and what the demand cannot meet. */
function planOf({ requests, workload, unread }: Asked, args: Arguments): Outcome<AnyPlan> {
  const refused = inFlags(refusals(workload.ok ? workload.value : {}, requests), args);
  const problems = allProblems(args, [...unread, ...workload.ok ? [] : workload.problems, ...refused]);
  const searchable = !args.problems.length && !refused.length && unread.every(({ path }) => WIDENING.includes(path));
  if (!workload.ok || !searchable) return fails(problems);
  const planned = PLANNERS[requests.platform](workload.value, requests);
  if (planned.ok) return problems.length ? fails(problems) : planned;
  return fails([...problems, ...inFlags(planned.problems, args)]);
}

const PLANNERS: Readonly<Record<PlanRequests['platform'], (workload: Workload, requests: PlanRequests) => Outcome<AnyPlan>>> = {
  serverless: (workload, { serverless }) => planServerless(workload, serverless),
  ec2: (workload, { ec2 }) => planEc2(workload, ec2),
  any: planAny,
};

/** What may not be asked for, whatever the demand; of both platforms what neither may be asked for. */
function refusals(workload: Partial<Workload>, { platform, serverless, ec2 }: PlanRequests): readonly Problem[] {
  const scope = platform === 'serverless' ? ok(undefined) : scopeOf(workload, ec2);
  const ofEc2 = scope.ok ? [] : scope.problems;
  const ofServerless = platform === 'ec2' ? [] : checkRequest(workload, serverless);
  if (platform !== 'any') return [...ofServerless, ...ofEc2];
  return ofServerless.length && ofEc2.length ? [...ofServerless, ...ofEc2.filter(({ path }) => !ofServerless.some(one => one.path === path))] : [];
}

const PRINTED = ['--json', '--markdown', '--format'];
const FILES = ['-o', '--svg', '--html'];

/** Every form that a plan has, once there is one; of those printed one may be asked for. */
function formsOf(options: Options, platform: PlanRequests['platform'], io: Io): (plan: AnyPlan) => Forms {
  const format = options.word('--format', PLAN_FORMATS);
  const formats = formatsFor(platform);
  if (format !== undefined && !formats.includes(format)) {
    options.problems.push(problem('SZ1013', '--format', `got ${JSON.stringify(format)}; with --platform ${platform} these are there: ${formats.join(', ')}`));
  }
  checkForms(options, PRINTED, FILES);
  return plan => ({
    text: () => planText(plan, { ...textOptions(io), warnings: false }), // they go to stderr
    printed: { '--json': () => jsonText(plan), '--markdown': () => planMarkdown(plan), '--format': () => planFormat(plan, format!) },
    files: { '-o': () => jsonText(plan), '--svg': () => planSvg(plan), '--html': () => planHtml(plan) },
  });
}
