import { ClusterConfiguration } from './cluster-options';
import { Problem, problem } from '../core/problems/problem';

/** A setting of a classification that would break what plans were proven for. */
interface Refusal {
  readonly classification: RegExp;
  readonly key: RegExp;
  readonly because: string;
}

const PROVEN = 'the plan was proven for what the construct states, or for EMR\'s own; leave it out';

/** Sources: yarn-default.xml and capacity-default of Hadoop 3.4; https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-spark-configure.html (2026-11-20). */
const REFUSALS: readonly Refusal[] = [
  { classification: /^spark-defaults$/, key: /./, because: 'use sparkSettings, which are checked against the plan' },
  { classification: /^spark$/, key: /^maximizeResourceAllocation$/, because: 'EMR would size executors itself, one to a node; leave it out' },
  { classification: /^yarn-site$/, key: /^yarn\.nodemanager\.resource\./, because: PROVEN },
  { classification: /^yarn-site$/, key: /^yarn\.scheduler\.(minimum|maximum|increment)-allocation-/, because: PROVEN },
  { classification: /^yarn-site$/, key: /^yarn\.resourcemanager\.scheduler\.class$/, because: 'plans are proven for the CapacityScheduler; leave it out' },
  { classification: /^yarn-site$/, key: /^yarn\.node-labels\./, because: 'use taskNodes and taskMarket' },
  { classification: /^yarn-site$/, key: /^yarn\.nodemanager\.vmem-check-enabled$/, because: PROVEN },
  { classification: /^capacity-scheduler$/, key: /^yarn\.scheduler\.capacity\./, because: 'all jobs share one queue, by which their sum was proven; leave it out' },
];

/** What is wrong with the classifications that the user adds. */
export function configurationProblems(configurations: readonly ClusterConfiguration[]): Problem[] {
  return configurations.flatMap(({ classification, properties = {} }, index) => Object.entries(properties).flatMap(([key, value]) => (
    REFUSALS.filter(refusal => refusal.classification.test(classification) && refusal.key.test(key))
      .map(({ because }) => problem('SZ1012', `configurations[${index}].properties[${JSON.stringify(key)}]`, `got ${JSON.stringify(value)}: ${because}`))
  )));
}
