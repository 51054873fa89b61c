import { InstanceCatalog } from '../core/catalog/instance-types';
import { parseSubmitParameters } from '../core/planning/submit-parameters';
import { Problem, problem } from '../core/problems/problem';
import { simulateClusterTemplate, worstPlay } from '../core/simulation/cluster-template';

/** A workload as its jobs are submitted. */
export interface PlayedClusterWorkload {
  readonly id: string;
  readonly concurrentRuns: number;
  readonly submitParameters: string;
}

/** A cluster as its template has it. */
export interface PlayedCluster {
  /** The resource's own part of the template, resolved. */
  readonly template: unknown;
  readonly workloads: readonly PlayedClusterWorkload[];
  readonly catalog: InstanceCatalog;
}

type Template = { Resources?: Record<string, { Properties?: Record<string, unknown> }> };

/** Properties of the only resource of a part of a template. */
export function propertiesOf(template: unknown): Record<string, unknown> {
  const [properties] = Object.values((template as Template).Resources ?? {}).map(resource => resource.Properties);
  return properties ?? {};
}

/** SZ2006 where YARN, played on the nodes of the template with all jobs at the same time, would not grant everything that the plans promise. */
export function grantProblems({ template, workloads, catalog }: PlayedCluster): Problem[] {
  const jobs = workloads.map(({ submitParameters, ...job }) => ({ ...job, settings: parseSubmitParameters(submitParameters) }));
  const played = simulateClusterTemplate(propertiesOf(template), { jobs, catalog });
  if (!played.ok) return [...played.problems];
  const { nodes, simulation: { executorsAsked, executorsForCertain, binds, message } } = worstPlay(played.value);
  return executorsForCertain >= executorsAsked ? []
    : [problem('SZ2006', 'nodes', `on ${nodes} all jobs at the same time ask for ${executorsAsked} containers and YARN grants ${executorsForCertain}: ${message ?? binds.detail}`)];
}
