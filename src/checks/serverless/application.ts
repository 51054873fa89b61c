import { Maximum, PoolEntry, readMaximum, readPool } from './pool';
import { Subject } from '../rule';
import { Classification, Settings, classificationsOf, settingsNamed } from '../settings';

export const APPLICATION_TYPE = 'AWS::EMRServerless::Application';

/** An application of EMR Serverless. */
export interface Application extends Subject {
  /** In lower case. Undefined: not known. */
  readonly engine: string | undefined;
  readonly classifications: readonly Classification[];
  /** Of `spark-defaults`. */
  readonly settings: Settings;
  /** `InitialCapacity`. */
  readonly pool: readonly PoolEntry[];
  readonly maximum: Maximum | undefined;
  readonly jobs: JobsOfApplication;
}

/** What the template starts on it. */
export interface JobsOfApplication {
  /** The template may start jobs, which then state their own sizes. */
  readonly mayStart: boolean;
  /** The settings of each job that it starts for certain. */
  readonly settings: () => readonly Settings[];
}

export function readApplication(subject: Subject, jobs: JobsOfApplication): Application {
  const { properties } = subject;
  const list = properties.at('RuntimeConfiguration');
  const classifications = classificationsOf(list, 'Properties');
  const engine = properties.at('Type').text()?.toLowerCase();
  const settings = settingsNamed('spark-defaults', classifications, list);
  return { ...subject, engine, classifications, settings, pool: readPool(properties), maximum: readMaximum(properties), jobs };
}
