import { attempt, Attempt } from './attempts';
import { diagnose } from './diagnose';
import { Plan, ServerlessRequest } from './plan';
import { checkRequest } from './requests';
import { ServerlessPlatform, ServerlessQuestion } from './serverless-platform';
import { writePlan } from './write-plan';
import { LAWS } from '../catalog/laws';
import { serverlessPrices } from '../catalog/prices';
import { findServerlessRelease, Release, serverlessStorageLimitGiB } from '../catalog/releases';
import { fails, ok, Outcome, Problem, problem } from '../problems/problem';
import { GIB } from '../units';
import { fillWorkload } from '../workload/demand';
import { formatDuration, formatSize } from '../workload/quantities';
import { Workload } from '../workload/workload';

const SECONDS_PER_MINUTE = 60;

/** The cheapest plan (or the fastest) for a workload on EMR Serverless, or everything that stands in its way. */
export function planServerless(workload: Workload, request: ServerlessRequest): Outcome<Plan> {
  const release = findServerlessRelease(request.release);
  const problems = checkRequest(workload, request);
  if (problems.length || !release.ok) return fails(problems);
  const { question, warnings } = questionOf(workload, request, release.value);
  const tooMuch = storageProblems(question);
  if (tooMuch.length) return fails(tooMuch);
  const found = attempt(question);
  if (!found) return fails(diagnose(question));
  const plan: Plan = { ...writePlan(question, found, [...release.warnings, ...warnings]), ...pinsOf(request) };
  const tooLong = request.serverlessStorage ? timeoutProblems(plan) : [];
  if (tooLong.length) return fails(tooLong);
  return ok(plan, plan.warnings.map(({ id, message }) => ({ id, path: '', message })));
}

/** Serverless storage holds so much of a job and no more: the run would fail, not spill to its disks. */
function storageProblems({ filled: { sized, growth }, request, release }: ServerlessQuestion): Problem[] {
  const limitGiB = request.serverlessStorage ? serverlessStorageLimitGiB(release, request.region) : undefined;
  if (limitGiB === undefined || sized.shuffleTotalBytes <= limitGiB * GIB) return [];
  return [problem('SZ3108', 'shuffleTotal', `got ${formatSize(sized.shuffleTotalBytes / growth)}, with growth ${growth} ${formatSize(sized.shuffleTotalBytes)}; `
    + `serverless storage of ${release.label} holds ${limitGiB} GiB of a job: at most ${formatSize(limitGiB * GIB / growth)}, or serverlessStorage false`)];
}

function pinsOf({ pins }: ServerlessRequest): Pick<Plan, 'pins'> {
  const stated = Object.entries(pins).filter(([, value]) => value !== undefined);
  return stated.length ? { pins: Object.fromEntries(stated) } : {};
}

/** A run with serverless storage is ended by its timeout, which may not be longer. */
function timeoutProblems({ runTime: { highSeconds } }: Plan): Problem[] {
  const mostSeconds = LAWS.serverlessStorageMaximumMinutes.value * SECONDS_PER_MINUTE;
  return highSeconds <= mostSeconds ? []
    : [problem('SZ3108', 'finishWithin', `a run takes up to ${formatDuration(highSeconds)}; with serverless storage it must end within `
      + `${formatDuration(mostSeconds)}: state a finishWithin of at most that, or serverlessStorage false`)];
}

interface Asked {
  readonly question: ServerlessQuestion;
  readonly warnings: readonly Problem[];
}

function questionOf(workload: Workload, request: ServerlessRequest, release: Release): Asked {
  const { prices, warnings } = serverlessPrices(request.region, request.architecture, request.prices);
  const platform = new ServerlessPlatform(prices, release, request.serverlessStorage);
  return { question: { filled: fillWorkload(workload), request, release, platform, prices }, warnings };
}

/** The search behind a plan: for tests that hold it against others, and for reports. */
export function attemptServerless(workload: Workload, request: ServerlessRequest): Attempt | undefined {
  const release = findServerlessRelease(request.release);
  return release.ok ? attempt(questionOf(workload, request, release.value).question) : undefined;
}
