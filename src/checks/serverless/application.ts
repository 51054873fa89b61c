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
  /** The template may start jobs, which then state their own sizes. */
  readonly hasJobs: boolean;
}

export function readApplication(subject: Subject, hasJobs: boolean): Application {
  const list = subject.properties.at('RuntimeConfiguration');
  const classifications = classificationsOf(list, 'Properties');
  const engine = subject.properties.at('Type').text()?.toLowerCase();
  return { ...subject, engine, classifications, settings: settingsNamed('spark-defaults', classifications, list), hasJobs };
}
