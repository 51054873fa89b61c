import { isIntrinsic } from './value-changes';
import { settingsInWords } from '../../core/planning/submit-parameters';
import { isObject, shown } from '../../core/problems/json-value';
import { TemplateResource } from '../template/read-template';

/** A size that moved. */
export interface SizeChange {
  readonly logicalId: string;
  readonly type: string;
  /** Which: keys below Properties, items of lists by their own name. */
  readonly size: string;
  /** Null: left out. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Spark's and YARN's settings that say how big or how many. */
const SIZED_SETTINGS: readonly RegExp[] = [
  /^spark\.(executor|driver)\.(cores|memory|memoryOverhead|memoryOverheadFactor|instances|pyspark\.memory|maxResultSize)$/,
  /^spark\.(task\.cpus|memory\..+|dynamicAllocation\..*(Executors|Ratio|enabled)|default\.parallelism)$/,
  /^spark\.(sql\.shuffle\.partitions|sql\.adaptive\.advisoryPartitionSizeInBytes|yarn\..*(memory|memoryOverhead|cores)|emr-serverless\..+)$/,
  /^yarn\.(nodemanager\.resource|scheduler\.(minimum|maximum)-allocation)/,
  /^maximizeResourceAllocation$/,
];

/** What else of EMR says how big or how many, on both platforms. */
const SIZES: readonly RegExp[] = [
  /^(MaximumCapacity|InitialCapacity)\b/,
  /^SchedulerConfiguration\.MaxConcurrentRuns$/,
  /^EbsRootVolume/,
  /^ManagedScalingPolicy\./,
  /(^|\.)(InstanceType|InstanceCount|TargetOnDemandCapacity|TargetSpotCapacity|WeightedCapacity|StepConcurrencyLevel)$/,
  /(^|\.)EbsConfiguration\./,
];

/** The sizes of a resource that are not what they were. */
export function sizeChanges(before: TemplateResource, after: TemplateResource): SizeChange[] {
  const [old, young] = [sizesOf(before), sizesOf(after)];
  const { logicalId, type } = after;
  return [...new Set([...old.keys(), ...young.keys()])].filter(size => old.get(size) !== young.get(size))
    .map(size => ({ logicalId, type, size, before: old.get(size) ?? null, after: young.get(size) ?? null }));
}

function sizesOf({ properties }: TemplateResource): ReadonlyMap<string, string> {
  const all = leavesOf(properties.value, []);
  return new Map(all.filter(isSize).map(({ keys, text }) => [keys.join('.'), text]));
}

/** A value that is no list and no object, and the names on the way to it. */
interface Leaf {
  readonly keys: readonly string[];
  readonly text: string;
}

function isSize({ keys }: Leaf): boolean {
  const setting = keys[keys.length - 1] ?? '';
  return SIZED_SETTINGS.some(pattern => pattern.test(setting)) || SIZES.some(pattern => pattern.test(keys.join('.')));
}

function leavesOf(value: unknown, keys: readonly string[]): Leaf[] {
  if (keys[keys.length - 1] === 'Args' && Array.isArray(value)) return argumentsOf(value, keys);
  if (Array.isArray(value)) return itemNames(value).flatMap((name, index) => leavesOf(value[index], [...keys, name]));
  if (isObject(value) && !isIntrinsic(value)) return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...keys, key]));
  return [{ keys, text: typeof value === 'string' ? value : shown(value) }];
}

/** Items by what tells them apart for people, else by their place. */
function itemNames(items: readonly unknown[]): string[] {
  const names = items.map(item => isObject(item) ? ['Key', 'Name', 'Classification', 'InstanceType'].map(key => item[key]).find(name => typeof name === 'string') : undefined);
  return names.map((name, index) => name !== undefined && names.indexOf(name) === names.lastIndexOf(name) ? String(name) : String(index));
}

/** The sizes in the arguments of spark-submit. */
function argumentsOf(args: readonly unknown[], keys: readonly string[]): Leaf[] {
  const settings = settingsInWords(args.map(word => typeof word === 'string' ? word : shown(word)));
  return Object.entries(settings).map(([key, text]) => ({ keys: [...keys, key], text }));
}
