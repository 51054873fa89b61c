import { EMR_DRIVER_MEMORY_MIB } from '../../core/catalog/emr-on-ec2-defaults';
import { DEFAULT_RELEASE } from '../../core/catalog/releases';
import { SAFE_STEP_MIB } from '../../core/catalog/yarn-memory';
import { Flag } from '../flag';

export const DEPLOY_MODES = ['client', 'cluster'] as const;
export const CALCULATORS = ['default', 'dominant'] as const;

/** A cluster of instance types and a job of Spark. */
export const TYPED_FLAGS: readonly Flag[] = [
  { name: '--core-type', value: 'TYPE', meaning: 'instance type of the core nodes' },
  { name: '--core-count', value: 'N', meaning: 'core nodes' },
  { name: '--task-type', value: 'TYPE', meaning: 'instance type of the task nodes', fallback: 'none' },
  { name: '--task-count', value: 'N', meaning: 'task nodes' },
  { name: '--am-on-core', meaning: 'node labels: the application master stays on core nodes, whose label is CORE' },
  { name: '--deploy-mode', value: 'WORD', meaning: 'where the driver runs', words: DEPLOY_MODES, fallback: 'client, on the primary node' },
  { name: '--driver-memory', value: 'SPARKSIZE', meaning: 'spark.driver.memory, in cluster mode', fallback: `${EMR_DRIVER_MEMORY_MIB}m` },
  { name: '--driver-overhead', value: 'SPARKSIZE', meaning: 'spark.driver.memoryOverhead', fallback: '10 %' },
  { name: '--driver-cores', value: 'N', meaning: 'spark.driver.cores, in cluster mode', fallback: '1' },
  { name: '--executor-cores', value: 'N', meaning: 'spark.executor.cores' },
  { name: '--executor-memory', value: 'SPARKSIZE', meaning: 'spark.executor.memory' },
  { name: '--executor-overhead', value: 'SPARKSIZE', meaning: 'spark.executor.memoryOverhead', fallback: '18.75 %, EMR\'s own share' },
];

/** Nodes and containers as they are. */
export const RAW_FLAGS: readonly Flag[] = [
  { name: '--nodes', value: 'NxMIBxCORES', meaning: 'nodes: count x MiB of YARN x vcores', many: true },
  { name: '--am', value: 'MIBxCORES', meaning: 'the application master: MiB x vcores' },
  { name: '--containers', value: 'NxMIBxCORES', meaning: 'executors: count x MiB x vcores; the first given come first', many: true },
];

/** YARN's settings, of both. */
export const YARN_FLAGS: readonly Flag[] = [
  { name: '--minimum-allocation', value: 'MIB', meaning: 'yarn.scheduler.minimum-allocation-mb', fallback: `the release's; with --nodes ${SAFE_STEP_MIB}` },
  { name: '--maximum-allocation', value: 'MIB', meaning: 'yarn.scheduler.maximum-allocation-mb', fallback: 'the largest node' },
  { name: '--calculator', value: 'WORD', meaning: 'the scheduler\'s resource calculator: by memory alone, or by vcores too', words: CALCULATORS, fallback: 'default' },
];

export const EC2_FLAGS: readonly Flag[] = [...TYPED_FLAGS, ...RAW_FLAGS, ...YARN_FLAGS];

/** Flags of the other platform that mean the same here. */
export const SHARED_FLAGS: readonly string[] = ['--executors', '--release'];

export const EC2_ABOUT = 'With --platform ec2 the rules are YARN\'s: the application master first, then as many executors a node as its memory holds, sizes rounded up to the scheduler\'s step.'
  + ' Either of instance types and a job\'s settings, --executors N of them; or of any nodes and containers, without a catalog or Spark\'s rules in between.'
  + ` Of a release (${DEFAULT_RELEASE}) the step and the overhead are taken.`;
