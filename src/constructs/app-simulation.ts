import { amountsOfPlan, isWarm } from './app-totals';
import { Plan } from '../core/planning/plan';
import { parseSubmitParameters } from '../core/planning/submit-parameters';
import { Problem, problem } from '../core/problems/problem';
import { profilesOf } from '../core/simulation/admission';
import { Amounts, DIMENSIONS, NOTHING, amountText, plus } from '../core/simulation/capacity';
import { Simulation } from '../core/simulation/simulation';
import { simulateTemplate } from '../core/simulation/template';

/** A workload as its jobs are submitted. */
export interface PlayedWorkload {
  readonly id: string;
  readonly plan: Plan;
  readonly submitParameters: string;
  readonly sizesInApplication: boolean;
}

/** An application as its template has it. */
export interface PlayedApplication {
  /** The resource's own part of the template, resolved. */
  readonly template: unknown;
  readonly lakeFormation: boolean;
  readonly workloads: readonly PlayedWorkload[];
}

/** SZ2006 for each workload whose promised executors the template would not grant while all other workloads hold theirs. */
export function admissionProblems(application: PlayedApplication): Problem[] {
  return application.workloads.flatMap(workload => {
    const played = simulateTemplate(shareOf(workload, application), {
      concurrentRuns: workload.plan.concurrentRuns,
      // where the sizes stand in the application, a job may be submitted without parameters
      jobSettings: workload.sizesInApplication ? undefined : parseSubmitParameters(workload.submitParameters),
    });
    return played.ok ? shortfalls(workload, played.value, profilesOf(application.lakeFormation)) : played.problems.map(one => ({ ...one, path: `${workload.id}: ${one.path}` }));
  });
}

function shortfalls({ id, plan }: PlayedWorkload, played: Simulation, profiles: number): Problem[] {
  const promised = plan.concurrentRuns * profiles * plan.executors.maximum;
  const { starts, executorsAtMaximum, binds, bindsAtMaximum, message, messageAtMaximum } = played;
  if (!starts) return [problem('SZ2006', id, `would not start: ${binds.detail}${quoted(message)}`)];
  return executorsAtMaximum === null || executorsAtMaximum >= promised ? []
    : [problem('SZ2006', id, `${promised} executors are promised and ${executorsAtMaximum} would be granted: ${bindsAtMaximum.detail}${quoted(messageAtMaximum)}`)];
}

function quoted(message: string | null): string {
  return message ? `; the service would say: ${message}` : '';
}

type Template = { Resources?: Record<string, { Properties?: Record<string, unknown> }> };

/** The template with what is left to one workload: the limits less what all others may hold, and the warm workers only where they are its own. */
function shareOf(workload: PlayedWorkload, { template, lakeFormation, workloads }: PlayedApplication): unknown {
  const others = workloads.filter(other => other !== workload).reduce((sum, { plan }) => plus(sum, amountsOfPlan(plan, lakeFormation)), NOTHING);
  const copy = JSON.parse(JSON.stringify(template)) as Template;
  for (const { Properties: properties = {} } of Object.values(copy.Resources ?? {})) {
    properties.MaximumCapacity = lessOthers(properties.MaximumCapacity, others);
    properties.RuntimeConfiguration = textSettings(properties.RuntimeConfiguration);
    if (!isWarm(workload.plan)) delete properties.InitialCapacity;
  }
  return copy;
}

/** Strings that are no amounts stay as they are: the simulation names them. */
function lessOthers(limits: unknown, others: Amounts): unknown {
  if (typeof limits !== 'object' || limits === null) return limits;
  const left = DIMENSIONS.map(({ name }) => {
    const key = `${name[0].toUpperCase()}${name.slice(1)}`;
    const text = (limits as Record<string, unknown>)[key];
    const amount = typeof text === 'string' ? /^\d+/.exec(text)?.[0] : undefined;
    return [key, amount === undefined ? text : amountText(name, Math.max(1, Number(amount) - others[name]))];
  });
  return { ...limits, ...Object.fromEntries(left) };
}

/** Without settings that are only known at deployment: no size is among them, the construct refuses that. */
function textSettings(configuration: unknown): unknown {
  if (!Array.isArray(configuration)) return configuration;
  return configuration.map(({ Properties: properties = {}, ...rest }: { Properties?: Record<string, unknown> }) => (
    { ...rest, Properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => typeof value === 'string')) }
  ));
}
