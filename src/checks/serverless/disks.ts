import { Application } from './application';
import { ROLES } from './containers';
import { SettingsFound, SettingsRule } from './settings-rule';
import { SERVERLESS_SPARK_DEFAULTS } from '../../core/catalog/spark-defaults';
import { DISK_TYPES, DiskType } from '../../core/catalog/workers';
import { parseByteString } from '../../core/memory/byte-string';
import { nearestWord } from '../../core/problems/nearest';
import { GIB } from '../../core/units';
import { Found, Rule, found } from '../rule';
import { Settings, isUnset, settingText } from '../settings';

/** Types by name in any case. Undefined: no such type. */
function typeOf(name: string): DiskType | undefined {
  return DISK_TYPES.find(type => type.name === name.trim().toUpperCase());
}

/** What a size may be, where the type is known or not: `20 to 200 GB (STANDARD)`. Undefined: it is in range. */
function outOfRange(diskGiB: number, types: readonly DiskType[]): string | undefined {
  if (types.some(({ minimumGiB, maximumGiB }) => diskGiB >= minimumGiB && diskGiB <= maximumGiB)) return undefined;
  const ranges = types.map(({ name, minimumGiB, maximumGiB }) => `${minimumGiB} to ${maximumGiB} GB (${name})`).join(', ');
  const larger = DISK_TYPES.find(type => !types.includes(type) && diskGiB <= type.maximumGiB && diskGiB >= type.minimumGiB);
  return `a disk may have ${ranges}${larger ? `; use ${larger.name}` : ''}`;
}

/** Disks of pre-initialised workers. */
export const poolDisks: Rule<Application> = {
  id: 'SZ6002',
  find: ({ pool }) => pool.flatMap(({ configuration, disk, diskGiB }): Found[] => {
    const type = configuration.at('DiskType');
    const named = type.isMissing ? DISK_TYPES[0] : typeOf(type.text() ?? '');
    const message = diskGiB === undefined || (!named && !type.isUnknown) ? undefined : outOfRange(diskGiB, named ? [named] : DISK_TYPES);
    return message === undefined ? [] : [found(disk, `got ${disk.text()}; ${message}`)];
  }),
};

/** Disks of the workers that a job asks for. */
export const jobDisks: SettingsRule = { id: 'SZ6103', find: ({ settings }) => ROLES.flatMap(role => jobDisk(settings, `spark.emr-serverless.${role}.disk`)) };

function jobDisk(settings: Settings, sizeKey: string): SettingsFound[] {
  const typeKey = `${sizeKey}.type`;
  const typeText = settingText(settings, typeKey) ?? (isUnset(settings, typeKey) ? SERVERLESS_SPARK_DEFAULTS[typeKey]! : undefined);
  if (typeText === undefined) return sizeFindings(settings, sizeKey, DISK_TYPES);
  const type = typeOf(typeText);
  return type ? sizeFindings(settings, sizeKey, [type]) : [{ keys: [typeKey], message: wrongType(typeText) }];
}

function sizeFindings(settings: Settings, sizeKey: string, types: readonly DiskType[]): SettingsFound[] {
  const text = settingText(settings, sizeKey);
  const size = text === undefined ? undefined : parseByteString(text, 'g');
  const message = size?.ok ? outOfRange(size.value / GIB, types) : undefined;
  return message === undefined ? [] : [{ keys: [sizeKey, `${sizeKey}.type`], message: `got ${text}; ${message}` }];
}

function wrongType(text: string): string {
  const names = DISK_TYPES.map(({ name }) => name.toLowerCase());
  return `got ${text}; ${names.join(' or ')} is expected${nearestWord(text, names)}`;
}
