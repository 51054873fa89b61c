import { someRelease } from './containers';
import { SettingsRule, SettingsSubject } from './settings-rule';
import { LAWS } from '../../core/catalog/laws';
import { BYTE_SETTINGS, parseByteSetting } from '../../core/memory/byte-settings';
import { isBareNumber, parseByteString } from '../../core/memory/byte-string';
import { MINIMUM_HEAP_BYTES, checkHeap } from '../../core/memory/unified';
import { Outcome } from '../../core/problems/problem';
import { MIB } from '../../core/units';
import { isUnset, settingText } from '../settings';

const EXECUTOR = 'spark.executor.memory';
const DRIVER = 'spark.driver.memory';
const OFF_HEAP = { enabled: 'spark.memory.offHeap.enabled', size: 'spark.memory.offHeap.size' };

/** HotSpot rounds a heap up to whole pieces of this size. */
const HEAP_ALIGNMENT_BYTES = 2 * MIB;

function parsed(key: string, text: string): Outcome<number> {
  return parseByteSetting(text, BYTE_SETTINGS.get(key)!);
}

/** The bytes of a setting that is stated and is a size. */
function bytesOf({ settings }: SettingsSubject, key: string): number | undefined {
  const text = settingText(settings, key);
  const size = text === undefined ? undefined : parsed(key, text);
  return size?.ok ? size.value : undefined;
}

/** `4.5g`, `4 g`, `4gib`. */
export const sizesAreRead: SettingsRule = {
  id: 'SZ6107',
  find: ({ settings }) => [...BYTE_SETTINGS.keys()].flatMap(key => {
    const text = settingText(settings, key);
    const size = text === undefined ? undefined : parsed(key, text);
    return size && !size.ok ? size.problems.map(({ message }) => ({ keys: [key], message: `got ${message}` })) : [];
  }),
};

/** Sizes that Spark takes for another unit than meant, and then refuses. */
export const unitsAreMeant: SettingsRule = { id: 'SZ6108', find: subject => [...bareExecutorMemory(subject), ...tinyOffHeap(subject)] };

/** The container is sized in MiB; Spark's own check reads the same text as bytes. */
function bareExecutorMemory({ settings, release = someRelease() }: SettingsSubject) {
  const text = settingText(settings, EXECUTOR);
  const bytes = text !== undefined && isBareNumber(text) ? parseByteString(text, 'b') : undefined;
  if (!bytes?.ok) return [];
  return checkHeap({ maxMemoryBytes: Infinity, executorMemoryBytes: bytes.value, sparkVersion: release.spark })
    .map(({ message }) => ({ keys: [EXECUTOR], message: `got ${text}, without a unit: the container is sized for ${text} MiB, and Spark then reads bytes ("${message}"); write ${text!.trim()}m` }));
}

function tinyOffHeap(subject: SettingsSubject) {
  const { settings } = subject;
  const isOn = settingText(settings, OFF_HEAP.enabled)?.trim().toLowerCase() === 'true';
  const size = isUnset(settings, OFF_HEAP.size) ? 0 : bytesOf(subject, OFF_HEAP.size);
  if (!isOn || size === undefined || size >= MIB) return [];
  const text = settingText(settings, OFF_HEAP.size);
  return [{
    keys: [OFF_HEAP.size, OFF_HEAP.enabled],
    message: `got ${text === undefined ? 'no size' : `${text}, which is ${size} bytes`}: "${OFF_HEAP.size} must be > 0 when ${OFF_HEAP.enabled} == true", in whole MiB`
      + `${text !== undefined && isBareNumber(text) && size > 0 ? `; write ${text.trim()}m` : '; write its size, such as 4g'}`,
  }];
}

/** Sizes without a unit that Spark takes, and that are hardly meant. */
export const unitsAreStated: SettingsRule = {
  id: 'SZ6109',
  find: subject => SUSPECTS.flatMap(({ key, isSuspect, because, unit }) => {
    const text = settingText(subject.settings, key);
    const bytes = bytesOf(subject, key);
    return text !== undefined && bytes !== undefined && isBareNumber(text) && isSuspect(bytes)
      ? [{ keys: [key], message: `got ${text}, without a unit: ${because}; write ${text.trim()}${unit}` }] : [];
  }),
};

interface Suspect {
  readonly key: string;
  readonly isSuspect: (bytes: number) => boolean;
  readonly because: string;
  /** What was probably meant. */
  readonly unit: 'm' | 'g';
}

const isLowOverhead = (bytes: number) => bytes >= 0 && bytes < LAWS.minimumOverheadMiB.value * MIB;
const overheadBecause = `MiB are read, and that is less than the ${LAWS.minimumOverheadMiB.value} MiB that Spark takes at least by itself`;

const SUSPECTS: readonly Suspect[] = [
  { key: DRIVER, isSuspect: () => true, because: 'where the container is sized it is MiB, behind -Xmx it is bytes', unit: 'm' },
  { key: 'spark.driver.memoryOverhead', isSuspect: isLowOverhead, because: overheadBecause, unit: 'g' },
  { key: 'spark.executor.memoryOverhead', isSuspect: isLowOverhead, because: overheadBecause, unit: 'g' },
  { key: 'spark.driver.maxResultSize', isSuspect: bytes => bytes > 0 && bytes < MIB, because: 'bytes are read, and any larger result fails the job (0 has no limit)', unit: 'm' },
];

/** Spark keeps 300 MiB for itself and starts with one and a half times as much at least. */
export const heapIsEnough: SettingsRule = {
  id: 'SZ6110',
  find: subject => {
    const { settings, release = someRelease() } = subject;
    const [driver, executor] = [DRIVER, EXECUTOR].map(key => isBareNumber(settingText(settings, key) ?? '0') ? undefined : bytesOf(subject, key));
    const refusals = checkHeap({
      maxMemoryBytes: driver === undefined || driver + HEAP_ALIGNMENT_BYTES >= MINIMUM_HEAP_BYTES ? Infinity : driver,
      executorMemoryBytes: executor,
      sparkVersion: release.spark,
    });
    return refusals.map(({ path, message }) => ({ keys: [path], message: `got ${settingText(settings, path)}: "${message}"; use ${MINIMUM_HEAP_BYTES / MIB}m or more` }));
  },
};
