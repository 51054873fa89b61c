import { compareNumbers, HasVersion, parseReleaseLabel } from './release-label';
import { SPARK_DEFAULT_ROWS, WORKER_HEAPS } from './spark-defaults.generated';

/** Spark property → what EMR Serverless sets where a job says nothing, as the page prints it. Null: nothing. */
export const SERVERLESS_SPARK_DEFAULTS: Readonly<Record<string, string | null>> = Object.fromEntries(
  SPARK_DEFAULT_ROWS.filter(row => row.until === undefined).map(row => [row.key, row.value]),
);

/** The service's value of a property on a release. Undefined: the service says nothing of the property, Spark's own default holds. */
export function serverlessSparkDefault(key: string, release: HasVersion): string | null | undefined {
  return SPARK_DEFAULT_ROWS.find(row => row.key === key && (row.until === undefined || isUpTo(release, row.until)))?.value; // the present value stands last
}

/** `spark.executor.memory` and `spark.driver.memory` where a job says nothing: a worker with memory tiers gets a heap that reaches one (provisional). */
export function serverlessDefaultHeap(vCpu: number): string {
  return WORKER_HEAPS.find(row => row.vCpu === vCpu)?.heap ?? SERVERLESS_SPARK_DEFAULTS['spark.executor.memory']!;
}

function isUpTo({ version }: HasVersion, until: string): boolean {
  const last = parseReleaseLabel(until)!;
  return version.line === last.line && compareNumbers(version, last) <= 0;
}
