/** A setting that the service or Spark refuses, so that the job does not start. */
export interface RefusedSetting {
  readonly key: RegExp;
  /** Left out: on either platform. */
  readonly platform?: 'serverless' | 'ec2';
  /** Left out: whatever its value. */
  readonly broken?: (value: string) => boolean;
  readonly because: string;
}

/**
 * Sources: Spark 3.5 SparkConf.validateSettings and SparkSubmitCommandBuilder; https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-spark.html
 * (2026-11-20) and the service's answers to StartJobRun.
 */
export const REFUSED_SETTINGS: readonly RefusedSetting[] = [
  { key: /^spark\.master$/, platform: 'serverless', because: 'EMR Serverless sets it itself and refuses the job; leave it out' },
  { key: /^spark\.(driver|executor)\.extraClassPath$/, platform: 'serverless', because: 'EMR Serverless refuses it at submission; use spark.jars' },
  {
    key: /^spark\.shuffle\.service\.enabled$/,
    platform: 'serverless',
    broken: value => value.trim().toLowerCase() !== 'false',
    because: 'EMR Serverless has no external shuffle service; leave it out',
  },
];

/** The refusals that a setting meets. */
export function refusalsOf(key: string, value: string, platform: 'serverless' | 'ec2', refused: readonly RefusedSetting[] = REFUSED_SETTINGS): RefusedSetting[] {
  return refused.filter(refusal => refusal.key.test(key) && (refusal.platform ?? platform) === platform && (refusal.broken?.(value) ?? true));
}
