import { attempt, Attempt, Question } from './attempts';
import { diagnose } from './diagnose';
import { Plan, ServerlessRequest } from './plan';
import { checkRequest } from './requests';
import { writePlan } from './write-plan';
import { serverlessPrices } from '../catalog/prices';
import { findServerlessRelease, Release } from '../catalog/releases';
import { fails, ok, Outcome, Problem } from '../problems/problem';
import { fillWorkload } from '../workload/demand';
import { Workload } from '../workload/workload';

/** The cheapest plan (or the fastest) for a workload on EMR Serverless, or everything that stands in its way. */
export function planServerless(workload: Workload, request: ServerlessRequest): Outcome<Plan> {
  const release = findServerlessRelease(request.release);
  if (!release.ok) return fails(release.problems);
  const problems = checkRequest(workload, request, release.value);
  if (problems.length) return fails(problems);
  const { question, warnings } = questionOf(workload, request, release.value);
  const found = attempt(question);
  if (!found) return fails(diagnose(question));
  const plan = writePlan(question, found, [...release.warnings, ...warnings]);
  return ok(plan, plan.warnings.map(({ id, message }) => ({ id, path: '', message })));
}

function questionOf(workload: Workload, request: ServerlessRequest, release: Release): { question: Question; warnings: readonly Problem[] } {
  const { prices, warnings } = serverlessPrices(request.region, request.architecture, request.prices);
  return { question: { filled: fillWorkload(workload), request, release, prices }, warnings };
}

/** The search behind a plan: for tests that hold it against others, and for reports. */
export function attemptServerless(workload: Workload, request: ServerlessRequest): Attempt | undefined {
  const release = findServerlessRelease(request.release);
  return release.ok ? attempt(questionOf(workload, request, release.value).question) : undefined;
}
