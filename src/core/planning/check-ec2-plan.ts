import { Check, countChecks, driverChecks, executorChecks, failed, pinChecks, pinnedValues } from './check-parts';
import { checkPlanSettings } from './check-settings';
import { CoreNodes, Ec2Plan, nodesOf, PlannedCluster } from './ec2-plan';
import { daemonsMiB } from './ec2-primary';
import { correctedCatalog } from '../catalog/instance-corrections';
import { findInstanceType, InstanceScope } from '../catalog/instance-lookup';
import { LAWS } from '../catalog/laws';
import { findRelease } from '../catalog/releases';
import { yarnSettings } from '../catalog/yarn-memory';
import { parseByteString } from '../memory/byte-string';
import { Problem, problem } from '../problems/problem';
import { simulateClusterPlan } from '../simulation/cluster-plan';
import { ceilDiv, MIB } from '../units';

/** Whether a plan for a cluster is legal for EMR, granted by YARN and agrees with itself, by rules that know nothing of how plans are made. */
export function checkEc2Plan(plan: Ec2Plan): Problem[] {
  const release = findRelease(plan.release);
  const catalog = correctedCatalog(plan.instanceTypes ?? []);
  if (!release.ok || !catalog.ok) return [...release.ok ? [] : release.problems, ...catalog.ok ? [] : catalog.problems];
  const problems = [
    ...failed(executorChecks(plan.executor, release.value)),
    ...failed(driverChecks(plan.driver)),
    ...failed(countChecks(plan)),
    ...failed(clusterPinChecks(plan)),
    ...failed(volumeChecks(plan.cluster.core)),
    ...failed(primaryChecks(plan)),
    ...failed(taskChecks(plan.cluster)),
    ...checkNodes(plan, { catalog: catalog.value, release: release.value, architecture: plan.architecture }),
    ...checkMaster(plan),
    ...checkPlanSettings(plan),
  ];
  return problems.length ? problems : checkGrants(plan);
}

/** EBS of a node is pinned, whatever its volumes round it up to. */
function clusterPinChecks(plan: Ec2Plan): Check[] {
  const { pins = {}, cluster, cluster: { core } } = plan;
  const all = nodesOf(cluster);
  const { diskGiB = 0, instanceTypes = [core.instanceType], nodes = all } = pins;
  const { volumes, sizeGiB } = core.ebs ?? { volumes: 1, sizeGiB: 0 };
  return [
    ...pinChecks(pins, pinnedValues(plan)),
    { id: 'SZ1007', path: 'pins.instanceTypes', holds: instanceTypes.includes(core.instanceType), message: `got ${instanceTypes.join(', ')}; the plan has ${core.instanceType}` },
    { id: 'SZ1007', path: 'pins.nodes', holds: nodes === all, message: `got ${nodes}; the plan has ${all}` },
    { id: 'SZ1007', path: 'pins.diskGiB', holds: diskGiB === 0 || ceilDiv(diskGiB, volumes) === sizeGiB, message: `got ${diskGiB}; the plan has ${volumes * sizeGiB} on each node` },
  ];
}

/** Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-storage.html (2026-11-20). */
function volumeChecks({ ebs }: CoreNodes): Check[] {
  if (!ebs) return [];
  const [most, least, largest] = [LAWS.nodeMostVolumes.value, LAWS.emrLeastVolumeGiB.value, LAWS.gp3MostGiB.value];
  return [
    { id: 'SZ2002', path: 'cluster.core.ebs.volumes', holds: ebs.volumes <= most, message: `got ${ebs.volumes}; an instance has 1 to ${most}` },
    { id: 'SZ2002', path: 'cluster.core.ebs.sizeGiB', holds: ebs.sizeGiB >= least && ebs.sizeGiB <= largest, message: `got ${ebs.sizeGiB}; ${least} to ${largest} GiB are allowed` },
  ];
}

/** Client mode: the drivers of all runs stand beside the daemons of the primary node. */
function primaryChecks({ cluster, driver, concurrentRuns }: Ec2Plan): Check[] {
  const { primary } = cluster;
  const neededMiB = daemonsMiB(nodesOf(cluster)) + concurrentRuns * driver.containerMiB;
  const holds = neededMiB <= primary.memoryMiB;
  return [{ id: 'SZ2007', path: 'cluster.primary', holds, message: `got ${primary.instanceType} of ${primary.memoryMiB} MiB; its daemons and the drivers of all runs take ${neededMiB} MiB` }];
}

/** Task nodes are of the type of the core nodes, and never all. */
function taskChecks({ core, task }: PlannedCluster): Check[] {
  return task === null ? [] : [
    { id: 'SZ1007', path: 'cluster.task.instanceType', holds: task.instanceType === core.instanceType, message: `got ${task.instanceType}; core nodes are ${core.instanceType}` },
  ];
}

/** The types exist for release and architecture, and have what the plan takes them to have. */
function checkNodes({ cluster: { primary, core }, executor }: Ec2Plan, scope: InstanceScope & Required<Pick<InstanceScope, 'release'>>): Problem[] {
  const first = findInstanceType(primary.instanceType, scope, 'cluster.primary.instanceType');
  const other = findInstanceType(core.instanceType, scope, 'cluster.core.instanceType');
  if (!first.ok || !other.ok) return [...first.ok ? [] : first.problems, ...other.ok ? [] : other.problems];
  const yarn = yarnSettings(other.value, scope.release);
  return failed([
    { id: 'SZ1007', path: 'cluster.primary.memoryMiB', holds: primary.memoryMiB <= first.value.memoryMiB, message: `got ${primary.memoryMiB}; ${primary.instanceType} has ${first.value.memoryMiB}` },
    { id: 'SZ1007', path: 'cluster.core.yarnMemoryMiB', holds: core.yarnMemoryMiB <= yarn.memoryMiB, message: `got ${core.yarnMemoryMiB}; YARN has ${yarn.memoryMiB} on ${core.instanceType}` }, // less in a fleet
    { id: 'SZ1007', path: 'cluster.core.vCores', holds: core.vCores === yarn.vCores, message: `got ${core.vCores}; YARN has ${yarn.vCores} on ${core.instanceType}` },
    { id: 'SZ2006', path: 'executor.cores', holds: executor.cores <= yarn.vCores, message: `got ${executor.cores}; YARN refuses more than the ${yarn.vCores} vcores of ${core.instanceType}` },
  ]);
}

/** What the settings ask for the application master is what the plan has placed. */
function checkMaster({ sparkDefaults, cluster: { applicationMaster } }: Ec2Plan): Problem[] {
  const parts = ['spark.yarn.am.memory', 'spark.yarn.am.memoryOverhead'].filter(key => sparkDefaults[key] !== undefined)
    .map(key => parseByteString(sparkDefaults[key], 'm', `sparkDefaults["${key}"]`));
  const askedMiB = parts.reduce((sum, part) => sum + (part.ok ? part.value / MIB : 0), 0);
  const wrong = parts.flatMap(part => part.ok ? [] : part.problems);
  return askedMiB <= applicationMaster.memoryMiB ? wrong
    : [...wrong, problem('SZ1007', 'cluster.applicationMaster.memoryMiB', `got ${applicationMaster.memoryMiB}; spark.yarn.am.memory and its overhead are ${askedMiB}`)];
}

function checkGrants(plan: Ec2Plan): Problem[] {
  const { executorsForCertain, executorsAsked, binds, message } = simulateClusterPlan(plan);
  return executorsForCertain >= executorsAsked ? [] : [problem('SZ2006', 'cluster.core',
    `${executorsAsked} executors are planned on ${nodesOf(plan.cluster)} × ${plan.cluster.core.instanceType}, YARN grants ${executorsForCertain}: ${message ?? binds.detail}`)];
}
