import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { byDefaults, byObservation, runTime } from './run-time';
import { nodeLogFiles } from '../../src/cli/log-files';
import { logSource } from '../../src/cli/log-source';
import { allProfiles, profileDefaults } from '../../src/core/catalog/profiles';
import { Range } from '../../src/core/workload/demand';
import { readWorkload } from '../../src/core/workload/read';
import { observe } from '../../src/eventlog/observe';
import { readLog } from '../../src/eventlog/read-log';
import { differences, readMeasured, readRules } from '../../tools/measured-profiles';
import { PROFILE_BLOCKS } from '../../tools/profile-blocks';

/** What the committed table says, and the run time of real logs, which lie beside the repository and are no part of it, against what a plan says of them. Says so where they are not there. */
const FOLDER = resolve(__dirname, '..', '..', process.env.EVENT_LOGS ?? join('..', 'shared', 'eventlogs'));
const RECORD = join(__dirname, 'real-times.json');

/** What a plan says of the run time of a real log; null where the log lacks what that needs. */
export interface RealTime {
  readonly log: string;
  readonly inputBytes: number | null;
  readonly slots: number;
  readonly seconds: number | null;
  readonly byDefaults: Range | null;
  readonly byObservation: Range | null;
}

async function timed(name: string): Promise<RealTime> {
  const source = logSource(join(FOLDER, name), nodeLogFiles());
  if (!source.ok) throw new Error(JSON.stringify(source.problems));
  const { executors, application, largestShuffle, workload } = observe(await readLog(source.value, nodeLogFiles().gunzip));
  const observed = readWorkload({ input: '1B', ...workload });
  if (!observed.ok) throw new Error(JSON.stringify(observed.problems));
  const count = Math.max(1, executors.maximumAtOnce);
  const had = { executors: count, slots: executors.slotsAtOnce / count, partitions: largestShuffle?.tasks ?? 1 };
  const inputBytes = workload.input === undefined ? null : observed.value.inputBytes;
  const { startedAt, endedAt } = application;
  return {
    log: name.split('/').pop()!,
    inputBytes,
    slots: executors.slotsAtOnce,
    seconds: startedAt === null || endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000,
    byDefaults: inputBytes === null ? null : runTime(byDefaults(inputBytes, profileDefaults('sql-analytics')), had),
    byObservation: observed.value.coreTimeSeconds === undefined ? null : runTime(byObservation(observed.value), had),
  };
}

async function judgeLogs(): Promise<void> {
  const file = join(FOLDER, 'truth.json');
  if (!existsSync(file)) return console.log(`judge:profiles: no logs at ${FOLDER}: nothing was judged (EVENT_LOGS names another folder)`);
  const names = Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object);
  const all: RealTime[] = [];
  for (const name of names) all.push(await timed(name));
  for (const one of all) console.log(JSON.stringify(one));
  writeFileSync(RECORD, `${JSON.stringify(all, undefined, 1)}\n`);
}

/** What the table in data says, which needs no Spark: whether the defaults follow from it, and how good a run time is. */
function judgeTable(): void {
  const wrong = differences(readRules(), readMeasured().runs.rows, allProfiles());
  for (const line of wrong) console.log(line);
  console.log(wrong.length ? 'judge:profiles: npm run measure:profiles -- --defaults writes the defaults' : 'judge:profiles: every measured default is what the table says');
  console.log(PROFILE_BLOCKS['profiles-time']());
  if (wrong.length) process.exitCode = 1;
}

if (require.main === module) {
  judgeTable();
  void judgeLogs();
}
