import { CLUSTER_CAPACITY_SCHEDULER, CLUSTER_SPARK_DEFAULTS, CLUSTER_YARN_SITE, MASTER_ON_CORE_YARN_SITE } from './ec2-settings';
import { sorted } from './settings';

/** A classification of EMR's configuration. */
interface Classification {
  readonly classification: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly configurations?: readonly Classification[];
}

/** The same as AWS::EMR::Cluster has it, in the names of CDK. */
export interface ClusterConfigurationProperty {
  readonly classification: string;
  readonly configurationProperties?: Record<string, string>;
  readonly configurations?: ClusterConfigurationProperty[];
}

/** What the Configurations of a cluster are made from. */
export interface ConfigurationSource {
  readonly sparkSettings?: Readonly<Record<string, string>>;
  /** Further classifications. */
  readonly configurations?: readonly Classification[];
  readonly masterOnCore: boolean;
  /** Of the workload whose sizes stand in the cluster too. */
  readonly sizes: Readonly<Record<string, string>>;
}

/** Only what no workload changes, unless one asked for its sizes to stand there: a changed Configuration replaces the cluster. */
export function configurationsOf(source: ConfigurationSource): ClusterConfigurationProperty[] {
  const { sparkSettings = {}, configurations = [], masterOnCore, sizes } = source;
  const own: Record<string, Record<string, string>> = {
    'spark-defaults': { ...CLUSTER_SPARK_DEFAULTS, ...sparkSettings, ...sizes },
    'yarn-site': { ...CLUSTER_YARN_SITE, ...masterOnCore ? MASTER_ON_CORE_YARN_SITE : {} },
    'capacity-scheduler': { ...CLUSTER_CAPACITY_SCHEDULER },
  };
  const others = configurations.filter(({ classification }) => !(classification in own));
  const joined = configurations.filter(({ classification }) => classification in own);
  for (const { classification, properties } of joined) own[classification] = { ...properties, ...own[classification] };
  const stated = Object.entries(own).map(([classification, properties]) => ({ classification, configurationProperties: sorted(properties) }));
  return [...stated, ...others.map(passedThrough)];
}

function passedThrough({ classification, properties, configurations }: Classification): ClusterConfigurationProperty {
  return { classification, configurationProperties: properties && { ...properties }, configurations: configurations?.map(passedThrough) };
}
