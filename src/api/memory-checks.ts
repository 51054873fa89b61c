import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { tokenProblems } from './plain-props';
import { refuseAny } from './refusal';
import { isSparkVersion } from '../core/memory/spark-version';
import { Problem, problem } from '../core/problems/problem';
import { MIB } from '../core/units';

/** How a number of the memory model is checked. */
interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

const FRACTION: Range = { least: 0, most: 1 };

/** Props that are plain numbers. */
const RANGES: Readonly<Record<string, Range>> = {
  memoryFraction: FRACTION,
  storageFraction: FRACTION,
  storageSafetyFraction: FRACTION,
  unrollFraction: FRACTION,
  shuffleFraction: FRACTION,
  shuffleSafetyFraction: FRACTION,
  overheadFactor: { least: 0, most: 100 },
  javaVersion: { least: 7, most: 99, whole: true },
  executorCores: { least: 1, most: 1024, whole: true },
  taskCpus: { least: 1, most: 1024, whole: true },
  partitions: { least: 1, most: 1e9, whole: true },
  skew: { least: 1, most: 1e9 },
};

/** Sizes that Spark keeps in whole MiB. */
const WHOLE_MIB = ['executorMemory', 'heap', 'container', 'overhead', 'pyspark'];

/** Throws everything that is wrong with the props of one call. */
export function checkMemoryProps(call: string, props: object): void {
  const tokens = tokenProblems(props);
  refuseAny(call, tokens.length ? tokens : Object.entries(props).flatMap(([name, value]) => checkProp(name, value)));
}

function checkProp(name: string, value: unknown): Problem[] {
  if (value instanceof Size) return checkSize(name, value);
  if (name === 'sparkVersion' && value !== undefined && !isSparkVersion(`${value}`)) return [problem('SZ1004', name, `got ${value}; a version such as 3.5.6 is expected`)];
  const range = RANGES[name];
  if (!range || value === undefined || (typeof value === 'number' && isIn(value, range))) return [];
  return [problem('SZ1004', name, `got ${value}; ${range.whole ? 'a whole number' : 'a number'} from ${range.least} to ${range.most} is expected`)];
}

function isIn(value: number, { least, most, whole }: Range): boolean {
  return value >= least && value <= most && (!whole || Number.isInteger(value));
}

function checkSize(name: string, size: Size): Problem[] {
  const bytes = bytesOf(size);
  return WHOLE_MIB.includes(name) && bytes % MIB !== 0 ? [problem('SZ1004', name, `got ${bytes} bytes; whole MiB are expected, as Spark keeps them`)] : [];
}

/** Bytes of a size; a fraction of a byte is rounded down, as Spark reads it. */
export function bytesOf(size: Size): number {
  return Math.floor(size.toBytes({ rounding: SizeRoundingBehavior.NONE }));
}

export function maybeBytes(size: Size | undefined): number | undefined {
  return size && bytesOf(size);
}

/** MiB of a size that `checkMemoryProps` let pass. */
export function mebibytesOf(size: Size): number {
  return Math.floor(bytesOf(size) / MIB);
}

export function maybeMebibytes(size: Size | undefined): number | undefined {
  return size && mebibytesOf(size);
}
