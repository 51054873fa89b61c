import { Cluster } from './cluster';
import { countIsGranted, driverFits, executorCoresFit, executorFits, nodesHoldExecutors } from './containers';
import { fleetTargets, fleetTimeouts, fleetTypes, fleetWeights } from './fleets';
import { imageForTypes, typeAdvised, typeKnown, typeOnRelease, typeThere } from './instance-types';
import { heapInOptions, javaOptions } from './java-options';
import { driverOnPrimary, heapLargeEnough, sizesMeant, sizesRead } from './memory-strings';
import { masterHasRoom, memoryIdle, overheadStated } from './packing';
import { autoScalingRole, jobFlowRole, kerberos, logs, securityGroups, serviceRole, tagForManagedPolicy } from './roles';
import { featureOnRelease, groupScaling, idleTimeout, oneScaling, scalingLimits, scalingUnit, seenByAutoTermination } from './scaling';
import { encryptionComplete, encryptionKeys, isJson, words } from './security';
import { classificationNamed, classificationOnRelease, countsAgree, deployMode, dynamicUnderScaling, executorsAlike, maximized, propertiesKey } from './settings';
import { groupsOrFleets, membersOfAKind, primaryNodes, primaryThere } from './shape';
import { coresForTask, sharesInRange, yarnMemory } from './spark-ranges';
import { actionOnFailure, firstActionOnFailure, firstSteps, sparkInstalled, stepConcurrency, wordsApart } from './step-rules';
import { rootVolume, volumes } from './volumes';
import { Rule, Subject } from '../rule';

/** What is looked at in a group, a fleet or a step, whether its cluster is in the template or not. */
export const PART_RULES: readonly Rule<Cluster>[] = [
  typeThere, typeKnown, volumes,
  fleetTargets, fleetTypes, fleetWeights, fleetTimeouts,
  groupScaling, propertiesKey, classificationNamed, wordsApart,
  sizesRead, heapLargeEnough, heapInOptions, deployMode, sharesInRange, coresForTask,
];

/** Everything that is looked at in a cluster of EMR on EC2. */
export const CLUSTER_RULES: readonly Rule<Cluster>[] = [
  ...PART_RULES,
  groupsOrFleets, primaryThere, membersOfAKind, primaryNodes,
  typeOnRelease, typeAdvised, imageForTypes, rootVolume,
  featureOnRelease, scalingLimits, scalingUnit, oneScaling, idleTimeout, seenByAutoTermination,
  executorFits, executorCoresFit, driverFits, nodesHoldExecutors, countIsGranted, memoryIdle, overheadStated, masterHasRoom,
  executorsAlike, maximized, dynamicUnderScaling, javaOptions, classificationOnRelease, countsAgree,
  sizesMeant, driverOnPrimary, yarnMemory,
  stepConcurrency, actionOnFailure, firstActionOnFailure, sparkInstalled, firstSteps,
  jobFlowRole, serviceRole, autoScalingRole, tagForManagedPolicy, kerberos, securityGroups, logs,
];

/** Everything that is looked at in a security configuration. */
export const SECURITY_RULES: readonly Rule<Subject>[] = [isJson, encryptionComplete, words, encryptionKeys];
