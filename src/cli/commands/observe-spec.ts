import { CommandSpec } from '../command';
import { COMMON_FLAGS, REPORT_FLAGS } from '../flag';

export const OBSERVE_SPEC: CommandSpec = {
  name: 'observe',
  summary: 'the event log of a run to its facts, and to a workload that sizes the next one',
  usage: ['observe LOG… [-o FILE.workload.json] [--json] [--against FILE.workload.json]'],
  about: [
    'LOG is a file of spark.eventLog.dir, or the folder eventlog_v2_… of a rolling log; - is stdin. Spark 1.6 to 4.x; plain, gzip, zstd, lz4, lzf or snappy by content, not by name; unfinished and truncated logs give what they hold.',
    'What the log holds goes into the workload, with where it was read. What it only bounds is left out, so that the profile fills it in, and is named with its bound.',
  ],
  groups: [{
    title: COMMON_FLAGS.title,
    flags: [
      { name: '-o', value: 'FILE', meaning: 'write the workload, *.workload.json' },
      { name: '--input', value: 'SIZE', meaning: 'bytes read per run, where the log does not say' },
      { name: '--against', value: 'FILE', meaning: 'a workload: how far the run was from it, field by field' },
      REPORT_FLAGS.svg,
      REPORT_FLAGS.html,
      ...COMMON_FLAGS.flags,
    ],
  }],
  examples: [
    { line: 'observe application_1751493828576_0001.zstd', does: 'what the run did, and what of it sizes the next one' },
    { line: 'observe eventlog_v2_app-20260101/ -o nightly.workload.json', does: 'the workload for plan, of a rolling log' },
    { line: 'observe last-night.zstd --html last-night.html', does: 'a page with a picture of what each stage took of its executors' },
    { line: 'observe last-night.zstd --against nightly.workload.json', does: 'whether the run kept to what was stated' },
  ],
  exits: { 0: 'read, damage and missing parts included: they are warnings', 1: 'with --against: a stated bound was broken', 2: 'bad usage, unreadable input, no event of Spark' },
};
