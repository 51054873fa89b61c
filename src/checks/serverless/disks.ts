import { Application } from './application';
import { ROLES } from './containers';
import { SettingsRule } from './settings-rule';
import { gibibytesOf, poolOf } from './pool';
import { serverlessSparkDefault } from '../../core/catalog/spark-defaults';
import { DISK_TYPES, DiskType } from '../../core/catalog/workers';
import { parseByteString } from '../../core/memory/byte-string';
import { nearestWord } from '../../core/problems/nearest';
import { GIB } from '../../core/units';
import { Found, Rule, found } from '../rule';
import { isUnset, settingText } from '../settings';
import { someRelease } from './containers';

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
  find: application => poolOf(application).flatMap(({ configuration }): Found[] => {
    const disk = configuration.at('Disk');
    const type = configuration.at('DiskType');
    const diskGiB = gibibytesOf(disk);
    const named = type.isMissing ? DISK_TYPES[0] : typeOf(type.text() ?? '');
    const message = diskGiB === undefined || (!named && !type.isUnknown) ? undefined : outOfRange(diskGiB, named ? [named] : DISK_TYPES);
    return message === undefined ? [] : [found(disk, `got ${disk.text()}; ${message}`)];
  }),
};

/** Disks of the workers that a job asks for. */
export const jobDisks: SettingsRule = {
  id: 'SZ6103',
  find: ({ settings }) => ROLES.flatMap(role => {
    const [sizeKey, typeKey] = [`spark.emr-serverless.${role}.disk`, `spark.emr-serverless.${role}.disk.type`];
    const typeText = settingText(settings, typeKey) ?? (isUnset(settings, typeKey) ? serverlessSparkDefault(typeKey, someRelease())! : undefined);
    const type = typeText === undefined ? undefined : typeOf(typeText);
    if (typeText !== undefined && !type) {
      const names = DISK_TYPES.map(({ name }) => name.toLowerCase());
      return [{ keys: [typeKey], message: `got ${typeText}; ${names.join(' or ')} is expected${nearestWord(typeText, names)}` }];
    }
    const text = settingText(settings, sizeKey);
    const size = text === undefined ? undefined : parseByteString(text, 'g');
    const message = size?.ok ? outOfRange(size.value / GIB, type ? [type] : DISK_TYPES) : undefined;
    return message === undefined ? [] : [{ keys: [sizeKey, typeKey], message: `got ${text}; ${message}` }];
  }),
};
