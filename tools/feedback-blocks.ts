import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown';
import { OBJECTS_PER_CHILD } from '../src/constructs/feedback-definition';
import { SizingFeedbackMetric } from '../src/constructs/feedback-metric';
import { READER_MEMORY } from '../src/constructs/feedback-parts';
import { LAWS } from '../src/core/catalog/laws';
import { FOLLOWED_FIGURES } from '../src/eventlog/demand/feedback';

const ROOT = join(__dirname, '..');

/** Every figure of docs/feedback.md. */
export const FEEDBACK_BLOCKS: Record<string, () => string> = {
  'feedback-metrics': metrics,
  'feedback-measured': measured,
  'feedback-cost': costs,
};

/** USD in us-east-1, without what is free of charge. Lambda, Step Functions, metrics and log data: read on 2026-11-29; requests of S3 and alarms: long-standing, not read again. */
const PRICES = {
  lambdaGBSecond: 0.0000133334, // arm64, https://aws.amazon.com/lambda/pricing/
  lambdaRequest: 0.2e-6,
  expressRequest: 1e-6, // https://aws.amazon.com/step-functions/pricing/
  expressGBSecond: 0.00001667,
  transition: 0.025e-3,
  listOrPut: 0.005e-3, // https://aws.amazon.com/s3/pricing/
  get: 0.0004e-3,
  logGB: 0.5, // https://aws.amazon.com/cloudwatch/pricing/
  metricMonth: 0.3,
  alarmMonth: 0.1,
} as const;
/** Of each child, the memory that it is billed. */
const CHILD_GB = 64 / 1024;
const FUNCTION_GB = READER_MEMORY.toMebibytes() / 1024;
/** Of a call that finds nothing new, its start among it; assumed. */
const CALL_SECONDS = 0.1;
const KEYS_PER_LIST = 1000;
const ALARMS = 5;
const HOURS_PER_MONTH = LAWS.hoursPerMonth.value;
/** A run of EMR Serverless leaves some objects beside its log. */
const OBJECTS_PER_LOG = 5;
const LINE_BYTES = 4096;

interface Measured {
  readonly log: string;
  readonly bytes: number;
  readonly ms: number;
  readonly mostMiB: number;
}

function rows(): Measured[] {
  return JSON.parse(readFileSync(join(ROOT, 'judges', 'deploy', 'feedback.json'), 'utf8')) as Measured[];
}

/** The slowest of the real logs stands for all. */
function secondsPerLog(): number {
  return Math.max(...rows().map(({ ms }) => ms)) / 1000;
}

function metrics(): string {
  const unitOf = (name: string) => FOLLOWED_FIGURES.find(figure => figure.name === name)?.unit ?? 'Count';
  const members = Object.entries(SizingFeedbackMetric).map(([member, name]) => [`\`${member}\``, `\`${name}\``, unitOf(name)]);
  return table(['`SizingFeedbackMetric`', 'in CloudWatch', 'unit'], members);
}

function measured(): string {
  return table(['log', 'bytes', 'time', 'memory of the process'], rows().map(({ log, bytes, ms, mostMiB }) => [log, String(bytes), `${ms} ms`, `${mostMiB} MiB`]));
}

/** Reading so many logs that are new, among so many objects that are listed and passed over. */
function reading(logs: number, listed: number): number {
  const children = Math.ceil(listed / OBJECTS_PER_CHILD);
  const seconds = logs * secondsPerLog() + children * CALL_SECONDS;
  const time = seconds * (FUNCTION_GB * PRICES.lambdaGBSecond + CHILD_GB * PRICES.expressGBSecond);
  const calls = children * (PRICES.expressRequest + PRICES.lambdaRequest) + 2 * PRICES.transition;
  const data = Math.ceil(listed / KEYS_PER_LIST) * PRICES.listOrPut + logs * (PRICES.get + LINE_BYTES / 1e9 * PRICES.logGB);
  return time + calls + data;
}

function costs(): string {
  const month = (logsPerDay: number, kept: number) => HOURS_PER_MONTH * (reading(logsPerDay / 24, kept * OBJECTS_PER_LOG));
  const fixed = Object.keys(SizingFeedbackMetric).length * PRICES.metricMonth + ALARMS * PRICES.alarmMonth;
  const usd = (value: number) => `${value.toFixed(2)} USD`;
  return table(['', 'costs about'], [
    ['metrics and alarms, a month', usd(fixed)],
    ['100 logs a day, 10,000 kept, every hour, a month', usd(month(100, 10_000))],
    ['5,000 logs a day, 150,000 kept, every hour, a month', usd(month(5000, 150_000))],
    ['100,000 old logs, once', usd(reading(100_000, 100_000 * OBJECTS_PER_LOG))],
  ]);
}
