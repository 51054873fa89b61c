import { adviceOf } from './demand/advice';
import { measureJob } from './demand/job';
import { Measured, Measuring } from './demand/measured';
import { shuffleReads } from './demand/partitions';
import { runMemory } from './demand/stage-memory';
import { measureStages } from './demand/stages';
import { countedAttempts, measureTraffic } from './demand/traffic';
import { Collector } from './facts/collector';
import { LogWarning } from './facts/log-warnings';
import { runFacts } from './facts/run-facts';
import { OBSERVATION_SCHEMA, Observation, RunFacts } from './observation';
import { LogReading } from './read-log';
import { WORKLOAD_SCHEMA } from '../core/workload/read';

/** What a log says of a run: its facts, the workload that they make, and what to do about it. */
export function observe({ source, facts, isWhole }: LogReading): Observation {
  const run = runFacts(facts, isWhole);
  const attempts = countedAttempts(facts.tasks.stageAttempts);
  const into = new Measuring();
  const reads = shuffleReads(facts.sql.stages);
  measureTraffic(attempts, reads, into, facts.cache.isUsed);
  measureJob(facts, into);
  const stages = measureStages(facts.sql.stages, attempts, into);
  return {
    schema: OBSERVATION_SCHEMA,
    ...run,
    memory: runMemory(facts, run, attempts),
    workload: workloadDocument(source.name, run, into.measured()),
    advice: adviceOf({ facts, run, attempts, stages, reads }),
    warnings: [...facts.warnings.all(), ...stateWarnings(run, facts)],
  };
}

function workloadDocument(log: string, { application }: RunFacts, { values, from, bounds }: Measured): Record<string, unknown> {
  return {
    schema: WORKLOAD_SCHEMA,
    ...application.name === null ? {} : { name: application.name },
    ...values,
    observed: {
      log: log.slice(Math.max(log.lastIndexOf('/'), log.lastIndexOf('\\')) + 1),
      ...application.id === null ? {} : { applicationId: application.id },
      ...application.startedAt === null ? {} : { date: application.startedAt.slice(0, 10) },
      ...application.sparkVersion === null ? {} : { sparkVersion: application.sparkVersion },
      from,
      ...bounds.length ? { bounds } : {},
    },
  };
}

/** What is odd about the log as a whole. */
function stateWarnings({ application }: RunFacts, facts: Collector): LogWarning[] {
  const { hasStart, hasEnd, ids } = facts.application;
  const unfinished = hasStart && hasEnd ? [] : [`${hasStart ? '' : 'no ApplicationStart'}${hasStart || hasEnd ? '' : ' and '}${hasEnd ? '' : 'no ApplicationEnd'} in the log`];
  return [
    ...unfinished.map((message): LogWarning => ({ id: 'SZ5104', line: null, message })),
    ...ids.size > 1 ? [{ id: 'SZ5108', line: null, message: `${ids.size} applications in the log, ${application.id ?? ''} the first` } as const] : [],
  ];
}
