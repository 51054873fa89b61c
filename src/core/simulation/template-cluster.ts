import { simulateClusterTemplate, worstPlay } from './cluster-template';
import { ClusterJob } from './job-containers';
import { TemplateSimulationOptions } from './template';
import { TemplateNode, childOf, itemsOf } from './template-node';
import { findResource } from './template-resource';
import { YarnSimulation } from './yarn-simulation';
import { Outcome, Problem, fails, ok, problem } from '../problems/problem';

export const CLUSTER_KIND = { type: 'AWS::EMR::Cluster', name: 'cluster' };

/** EMR turns it on. Source: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-spark-configure.html (2026-11-20). */
const EMR_SETTINGS = { 'spark.dynamicAllocation.enabled': 'true' };

/** EMR's own sizes by instance type are not published, so that they cannot be played. */
const NEEDED: Readonly<Record<string, string>> = { 'spark.executor.memory': 'such as 14g', 'spark.executor.cores': 'such as 4' };

/**
 * Plays a job of Spark in client mode on a cluster of a synthesized template: the settings of its `spark-defaults`, and over them those of the job.
 * A fleet is played with each of its types alone; the answer is the one with the fewest executors.
 */
export function simulateTemplateCluster(template: unknown, options: TemplateSimulationOptions = {}): Outcome<YarnSimulation> {
  const problems: Problem[] = [];
  const node = findResource(template, CLUSTER_KIND, options.logicalId, problems);
  if (!node) return fails(problems);
  const properties = childOf(node, 'Properties');
  const settings: Record<string, string> = { ...EMR_SETTINGS, ...sparkDefaultsOf(properties), ...options.jobSettings };
  problems.push(...Object.keys(NEEDED).filter(key => settings[key] === undefined).map(key => problem('SZ1001', key,
    `left out, and the cluster's Configurations do not state it; EMR's own value by instance type is not published: give it, ${NEEDED[key]}`)));
  if (problems.length) return fails(problems);
  return playJob(properties, { id: 'job', concurrentRuns: options.concurrentRuns ?? 1, settings });
}

/** More than any cluster grants. */
const WITHOUT_LIMIT = 10_000;
const NO_LIMIT_NOTE = 'no limit of executors is stated: a job with enough tasks gets what the nodes hold';

/** Without a limit a job asks for as many as it has tasks for: it is played with what the nodes hold. */
function playJob(properties: TemplateNode, job: ClusterJob): Outcome<YarnSimulation> {
  const { settings } = job;
  const isDynamic = settings['spark.dynamicAllocation.enabled'] === 'true';
  if (!isDynamic) return playOnce(properties, { ...job, settings: { ...SPARK_SETTINGS, ...settings } });
  if (settings[MAXIMUM] !== undefined) return playOnce(properties, job);
  const most = playOnce(properties, withMaximum(job, WITHOUT_LIMIT));
  if (!most.ok || !most.value.starts) return most;
  const played = playOnce(properties, withMaximum(job, Math.floor(most.value.executorsForCertain / job.concurrentRuns)));
  return played.ok ? ok({ ...played.value, notes: [...played.value.notes, NO_LIMIT_NOTE] }, played.warnings) : played;
}

const MAXIMUM = 'spark.dynamicAllocation.maxExecutors';
/** Source: running-on-yarn.html, Spark 1.3 to 4.1. */
const SPARK_SETTINGS = { 'spark.executor.instances': '2' };

function withMaximum(job: ClusterJob, executors: number): ClusterJob {
  return { ...job, settings: { ...job.settings, [MAXIMUM]: `${executors}` } };
}

function playOnce(properties: TemplateNode, job: ClusterJob): Outcome<YarnSimulation> {
  const played = simulateClusterTemplate(properties.value, { jobs: [job] });
  return played.ok ? ok(worstPlay(played.value).simulation, played.warnings)
    : fails(played.problems.map(one => ({ ...one, path: one.path.startsWith('/') ? `${properties.path}${one.path}` : one.path })));
}

function sparkDefaultsOf(properties: TemplateNode): Record<string, string> {
  const items = itemsOf(childOf(properties, 'Configurations'), []).filter(item => childOf(item, 'Classification').value === 'spark-defaults');
  const values = items.flatMap(item => Object.entries(childOf(item, 'ConfigurationProperties').value ?? {}));
  return Object.fromEntries(values.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
