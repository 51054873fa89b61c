import { Value } from './template/value';

/** A setting of Spark, YARN or the service, and where it stands. */
export interface Setting {
  readonly path: string;
  /** Undefined: only known at deployment. */
  readonly text: string | undefined;
}

/** Settings by their keys; a later one has won. */
export interface Settings {
  readonly all: ReadonlyMap<string, Setting>;
  /** Some are only known at deployment, so that what is not here may still be set. */
  readonly isPartial: boolean;
}

export const NO_SETTINGS: Settings = { all: new Map(), isPartial: false };

/** One item of a list of configurations: nested ones are items too. */
export interface Classification {
  /** Undefined: only known at deployment. */
  readonly name: string | undefined;
  readonly item: Value;
  readonly settings: Settings;
}

/** All classifications of `RuntimeConfiguration` or `Configurations`, however deep they are nested. `properties` is the name of their properties in that API. */
export function classificationsOf(list: Value, properties: string): Classification[] {
  return list.knownItems().flatMap(item => [
    { name: item.at('Classification').text(), item, settings: settingsOf(item.at(properties)) },
    ...classificationsOf(item.at('Configurations'), properties),
  ]);
}

/** The settings of one classification, all of its items together. */
export function settingsNamed(name: string, classifications: readonly Classification[], list: Value): Settings {
  const own = classifications.filter(one => one.name === name).map(({ settings }) => settings);
  const hidden = list.isUnknown || classifications.some(one => one.name === undefined || one.item.isUnknown);
  const joined = own.reduce(merged, NO_SETTINGS);
  return hidden ? { ...joined, isPartial: true } : joined;
}

/** Settings of an object of keys. */
export function settingsOf(node: Value): Settings {
  const all = node.keys().map(key => [key, node.at(key)] as const).filter(([, value]) => value.isStated);
  return { all: new Map(all.map(([key, value]) => [key, { path: value.path, text: value.text() }])), isPartial: node.isUnknown };
}

/** Both; the second wins. */
export function merged(first: Settings, second: Settings): Settings {
  return { all: new Map([...first.all, ...second.all]), isPartial: first.isPartial || second.isPartial };
}

/** The text of a setting. Undefined: not set, or not known. */
export function settingText({ all }: Settings, key: string): string | undefined {
  return all.get(key)?.text;
}

/** Whether nothing sets a key, for certain. */
export function isUnset({ all, isPartial }: Settings, key: string): boolean {
  return !isPartial && !all.has(key);
}

/** All as plain texts, for the model. Undefined where any of the keys asked about is not known. */
export function knownTexts({ all, isPartial }: Settings): Readonly<Record<string, string>> | undefined {
  if (isPartial || [...all.values()].some(({ text }) => text === undefined)) return undefined;
  return Object.fromEntries([...all].map(([key, { text }]) => [key, text!]));
}

/** The texts of some keys, those left out that nothing sets. Undefined where one of them may be set to what is not known. */
export function textsOf(settings: Settings, keys: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (!keys.every(key => settingText(settings, key) !== undefined || isUnset(settings, key))) return undefined;
  return Object.fromEntries(keys.filter(key => settings.all.has(key)).map(key => [key, settingText(settings, key)!]));
}

/** Settings that are on top of others which are not known. */
export function overUnknown({ all }: Settings): Settings {
  return { all, isPartial: true };
}
