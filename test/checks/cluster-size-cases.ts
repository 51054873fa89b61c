import { CLUSTER, CORE, FLEETS, INSTANCES, UNKNOWN, attached, spark, submit } from './cluster-patches';
import { Json } from './legal-templates';
import { RuleCase } from './rule-case';

const MEMORY = spark('spark.executor.memory');
const OVERHEAD = spark('spark.executor.memoryOverhead');
const CORE_TYPES = `${INSTANCES}/CoreInstanceFleet/InstanceTypeConfigs`;
const CLUSTER_MODE = { [spark('spark.submit.deployMode')]: 'cluster' };
const STEPS = `${CLUSTER}/Steps`;
const ARGS = `${STEPS}/0/HadoopJarStep/Args`;
const task = (type: string) => ({ [`${INSTANCES}/TaskInstanceGroups`]: [{ InstanceCount: 1, InstanceType: type }] });
const yarn = (key: string, value: Json) => ({ [`${CLUSTER}/Configurations/-`]: { Classification: 'yarn-site', ConfigurationProperties: { [key]: value } } });

export const CLUSTER_SIZE_CASES: readonly RuleCase[] = [
  {
    id: 'SZ6301',
    what: 'executors above the memory of a node',
    fires: { [MEMORY]: '60g' },
    at: MEMORY,
    says: /got spark\.executor\.memory 60g: its container of 63488 MiB \(heap 61440, overhead 2048\) is above the 57344 MiB.*use 55296m or less/,
    close: { [MEMORY]: '54400m' },
  },
  {
    id: 'SZ6301',
    what: 'EMR\'s overhead above the memory of a node',
    fires: { [MEMORY]: '48g', [OVERHEAD]: undefined },
    at: MEMORY,
    says: /container of 58368 MiB \(heap 49152, overhead 9216\).*use 48290m or less/,
    close: { [MEMORY]: '47535m', [OVERHEAD]: undefined },
  },
  {
    id: 'SZ6301',
    what: 'executors of a step above the memory of a node',
    fires: { [STEPS]: [submit('--executor-memory', '56g')] },
    at: `${ARGS}/2`,
    says: /got spark\.executor\.memory 56g/,
    close: { [STEPS]: [submit('--executor-memory', UNKNOWN)] },
  },
  {
    id: 'SZ6301',
    what: 'executors above what yarn-site leaves of a node',
    fires: { ...yarn('yarn.nodemanager.resource.memory-mb', '16384') },
    at: MEMORY,
    says: /above the 16384 MiB/,
    close: { ...yarn('yarn.nodemanager.resource.memory-mb', '19456') },
  },
  {
    id: 'SZ6301',
    what: 'executors beside settings that are not known',
    fires: { [MEMORY]: '60g', ...yarn('yarn.log.server.url', { Ref: 'LogServer' }) },
    at: MEMORY,
    says: /above the 57344 MiB/,
    close: { [MEMORY]: '60g', ...yarn('yarn.nodemanager.resource.memory-mb', UNKNOWN) },
  },
  {
    id: 'SZ6301',
    what: 'Python\'s memory in the container of a Python step',
    fires: { [STEPS]: [submit('--conf', 'spark.executor.pyspark.memory=40g')] },
    at: MEMORY,
    says: /container of 59392 MiB \(heap 16384, overhead 2048, Python 40960\)/,
    close: { [spark('spark.executor.pyspark.memory')]: '40g' },
  },
  {
    id: 'SZ6302',
    what: 'more cores than a node has',
    fires: { [spark('spark.executor.cores')]: '17' },
    at: spark('spark.executor.cores'),
    says: /got spark\.executor\.cores 17.*16 vcores: use 16 or less/,
    close: { [spark('spark.executor.cores')]: 16 },
  },
  {
    id: 'SZ6303',
    what: 'a driver above the memory of a node in cluster mode',
    fires: { ...CLUSTER_MODE, [spark('spark.driver.memory')]: '52g' },
    at: spark('spark.driver.memory'),
    says: /got spark\.driver\.memory 52g: its container of 58572 MiB \(heap 53248, overhead 5324\)/,
    close: { ...CLUSTER_MODE, [spark('spark.driver.memory')]: '50g' },
  },
  {
    id: 'SZ6303',
    what: 'a driver with more cores than a node in cluster mode',
    fires: { [STEPS]: [submit('--deploy-mode', 'cluster', '--driver-cores', '17')] },
    at: `${ARGS}/4`,
    says: /got spark\.driver\.cores 17.*16 vcores/,
    close: { [STEPS]: [submit('--deploy-mode', 'client', '--driver-cores', '17')] },
  },
  {
    id: 'SZ6304',
    what: 'task nodes that are too small',
    fires: task('m5.xlarge'),
    at: `${INSTANCES}/TaskInstanceGroups/0/InstanceType`,
    says: /got m5\.xlarge, which has 12288 MiB for YARN and holds no executor of 18432 MiB/,
    close: task('m5.2xlarge'),
  },
  {
    id: 'SZ6304',
    what: 'a type of a fleet that is too small',
    fires: { ...FLEETS, [`${CORE_TYPES}/-`]: { InstanceType: 'c5.2xlarge', WeightedCapacity: 1 } },
    at: `${CORE_TYPES}/1/InstanceType`,
    says: /got c5\.2xlarge/,
    close: { ...FLEETS, [`${CORE_TYPES}/-`]: { InstanceType: 'm5a.4xlarge', WeightedCapacity: 1 } },
  },
  {
    id: 'SZ6305',
    what: 'a fixed count above what the nodes grant',
    fires: { [spark('spark.dynamicAllocation.enabled')]: 'false', [spark('spark.executor.instances')]: '13' },
    at: spark('spark.executor.instances'),
    says: /got 13 executors of 18432 MiB .*4 × m5\.4xlarge grant 12 .*use 12, or 5 × m5\.4xlarge/,
    close: { [spark('spark.dynamicAllocation.enabled')]: 'false', [spark('spark.executor.instances')]: '12' },
  },
  {
    id: 'SZ6305',
    what: 'a count of a step above what the nodes grant',
    fires: { [spark('spark.dynamicAllocation.enabled')]: 'false', [STEPS]: [submit('--num-executors', '20')] },
    at: `${ARGS}/2`,
    says: /got 20 executors.*grant 12/,
    close: { [STEPS]: [submit('--num-executors', '20')] }, // dynamic allocation begins with it
  },
  {
    id: 'SZ6305',
    what: 'Spark\'s default of two on nodes for one',
    fires: {
      [spark('spark.dynamicAllocation.enabled')]: 'false',
      [`${CORE}/InstanceCount`]: 1,
      [MEMORY]: '54400m',
    },
    at: spark('spark.dynamicAllocation.enabled'),
    says: /got 2 executors.*grant 1/,
    close: { [spark('spark.dynamicAllocation.enabled')]: 'false', [`${CORE}/InstanceCount`]: UNKNOWN, [MEMORY]: '54400m' },
  },
  {
    id: 'SZ6305',
    what: 'a count that the task nodes do not make up for',
    fires: { ...task('m5.4xlarge'), [spark('spark.dynamicAllocation.enabled')]: 'false', [STEPS]: [submit('--num-executors', '16')] },
    at: `${ARGS}/2`,
    says: /4 × m5\.4xlarge and 1 × m5\.4xlarge \(task\) grant 15/,
    close: { ...task('m5.4xlarge'), [spark('spark.dynamicAllocation.enabled')]: 'false', [STEPS]: [submit('--num-executors', '15')] },
  },
  {
    id: 'SZ6306',
    what: 'an eighth of the memory idle',
    fires: { [MEMORY]: '22g' },
    at: MEMORY,
    says: /2 containers of 24576 MiB .* on m5\.4xlarge, 7296 of its 57344 MiB idle \(13 %\); use 26176m for 2 on a node, or 16768m for 3 on a node/,
    close: { [MEMORY]: '26112m' },
  },
  {
    id: 'SZ6306',
    what: 'memory idle on every type of a fleet',
    fires: { ...FLEETS, [`${CORE_TYPES}/-`]: { InstanceType: 'm5a.4xlarge', WeightedCapacity: 1 }, [MEMORY]: '22g' },
    at: MEMORY,
    says: /, \d+ of its \d+ MiB idle/,
    close: { ...FLEETS, [`${CORE_TYPES}/-`]: { InstanceType: 'r5.4xlarge', WeightedCapacity: 1 } },
  },
  {
    id: 'SZ6306',
    what: 'memory idle on task nodes that came later',
    fires: { '/More': attached('AWS::EMR::InstanceGroupConfig', { InstanceRole: 'TASK', InstanceCount: 8, InstanceType: 'm5.2xlarge' }) },
    at: MEMORY,
    says: /1 container of 18432 MiB .* on m5\.2xlarge, 5248 of its 24576 MiB idle \(21 %\)/,
    close: { '/More': attached('AWS::EMR::InstanceGroupConfig', { InstanceRole: 'TASK', InstanceCount: 8, InstanceType: 'm5.4xlarge' }) },
  },
  {
    id: 'SZ6306',
    what: 'memory idle beside drivers in cluster mode',
    fires: { ...CLUSTER_MODE, [MEMORY]: '22g' },
    at: MEMORY,
    says: /, 8192 of its 57344 MiB idle/,
    close: { ...CLUSTER_MODE, [MEMORY]: '22g', [`${CORE}/InstanceType`]: UNKNOWN },
  },
  {
    id: 'SZ6307',
    what: 'two executors on a node where three would fit',
    fires: { [OVERHEAD]: undefined, [`${CORE}/InstanceType`]: 'm7i.4xlarge' },
    at: MEMORY,
    says: /got spark\.executor\.memory 16384m without an overhead: EMR adds 0\.1875 .* 2 containers of 19456 MiB .*54272.*give spark\.executor\.memoryOverhead 1696m for 3/,
    close: { [OVERHEAD]: '1696m', [`${CORE}/InstanceType`]: 'm7i.4xlarge', [spark('spark.dynamicAllocation.maxExecutors')]: '11' },
  },
  {
    id: 'SZ6307',
    what: 'EMR\'s overhead of a step\'s own heap',
    fires: { [OVERHEAD]: undefined, [MEMORY]: undefined, [`${CORE}/InstanceType`]: 'm7i.4xlarge', [STEPS]: [submit('--conf', 'spark.executor.memory=16g')] },
    at: `${ARGS}/2`,
    says: /2 containers of 19456 MiB/,
    close: { [OVERHEAD]: undefined, [MEMORY]: '15845m' },
  },
  {
    id: 'SZ6308',
    what: 'executors that fill every node',
    fires: { [MEMORY]: '26g' },
    at: MEMORY,
    says: /4 × m5\.4xlarge hold 8 executors, 7 beside the application master of 896 MiB; use 26176m/,
    close: { [MEMORY]: '26g', [spark('spark.dynamicAllocation.maxExecutors')]: '7' },
  },
  {
    id: 'SZ6308',
    what: 'a driver that takes the only place in cluster mode',
    fires: { ...CLUSTER_MODE, [MEMORY]: '54400m', [`${CORE}/InstanceCount`]: 1 },
    at: MEMORY,
    says: /hold 1 executor, 0 beside the driver of 2432 MiB/,
    close: { ...CLUSTER_MODE, [MEMORY]: '54400m', [`${CORE}/InstanceCount`]: 2 },
  },
];
