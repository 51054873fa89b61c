import { Application } from './application';
import { Release } from '../../core/catalog/releases';
import { ProblemId } from '../../core/problems/problem';
import { Rule, found } from '../rule';
import { Settings } from '../settings';

/** The settings of Spark as a job sees them. */
export interface SettingsSubject {
  readonly settings: Settings;
  /** Undefined: not known. */
  readonly release: Release | undefined;
  /** `Architecture` of the application. Undefined: not known. */
  readonly architecture: string | undefined;
  /** Images of the user's own may bring their own Java. */
  readonly hasImage: boolean;
}

/** What is wrong with settings: it stands at the first of the keys that is set. */
export interface SettingsFound {
  readonly keys: readonly string[];
  readonly message: string;
}

/** A rule about settings, for an application's own and for those of each job. */
export interface SettingsRule {
  readonly id: ProblemId;
  readonly find: (subject: SettingsSubject) => readonly SettingsFound[];
}

/** What EMR Serverless runs on where the property is left out. Source: AWS::EMRServerless::Application's reference (2026-11-20). */
const DEFAULT_ARCHITECTURE = 'X86_64';

/** Where a finding about keys stands: at the first of them that is set. */
export function placeOf({ all }: Settings, keys: readonly string[]): string | undefined {
  const key = keys.find(one => all.has(one));
  return key === undefined ? undefined : all.get(key)!.path;
}

/** Findings at the settings that they are about; none about what `own` does not set. */
export function placed(all: readonly SettingsFound[], own: Settings) {
  return all.flatMap(({ keys, message }) => {
    const path = placeOf(own, keys);
    return path === undefined ? [] : [found(path, message)];
  });
}

/** The rule over the settings of an application. Hive does not read them. */
export function ofApplication({ id, find }: SettingsRule): Rule<Application> {
  return {
    id,
    find: application => application.engine === 'hive' ? [] : placed(find(settingsSubject(application, application.settings)), application.settings),
  };
}

/** What the rules look at, in an application or a job of it. What only few of them ask for is read when they do. */
export function settingsSubject(application: Application | undefined, settings: Settings): SettingsSubject {
  const property = (key: string) => application?.properties.at(key);
  return {
    settings,
    release: application?.release,
    get architecture() {
      const stated = property('Architecture');
      return stated?.isMissing ? DEFAULT_ARCHITECTURE : stated?.text();
    },
    get hasImage() {
      return ['ImageConfiguration', 'WorkerTypeSpecifications'].some(key => property(key)?.isStated);
    },
  };
}
