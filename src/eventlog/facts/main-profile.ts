import { Collector } from './collector';
import { DRIVER, Executor } from './executors';
import { parseByteString, toMiB } from '../../core/memory/byte-string';

/** How large executors are: of the resource profile that ran the most executor run time. */
export interface MainProfile {
  readonly cores: number | null;
  readonly memoryMiB: number | null;
  readonly unifiedBytes: number | null;
}

const DEFAULT_PROFILE = 0;

export function mainProfile(facts: Collector): MainProfile {
  if (facts.application.isLocal) return localProfile(facts);
  const all = [...facts.executors.executors.values()];
  const profileId = busiest(all, facts, one => one.profileId);
  const own = all.filter(executor => executor.profileId === profileId);
  return {
    cores: busiest(own, facts, ({ cores }) => cores) ?? null,
    memoryMiB: declaredOf(profileId ?? DEFAULT_PROFILE, facts),
    unifiedBytes: busiest(own, facts, ({ id }) => facts.executors.blockManagers.get(id)?.onHeapBytes) ?? null,
  };
}

function localProfile(facts: Collector): MainProfile {
  return {
    cores: localExecutor(facts)?.cores ?? null,
    memoryMiB: declaredMiB(facts.application.property('spark.driver.memory')),
    unifiedBytes: facts.executors.blockManagers.get(DRIVER)?.onHeapBytes ?? null,
  };
}

function declaredOf(profileId: number, { application, executors }: Collector): number | null {
  if (profileId === DEFAULT_PROFILE) return declaredMiB(application.property('spark.executor.memory'));
  return executors.profiles.get(profileId)?.memoryMiB ?? null;
}

/** In local mode the one executor is the driver. */
export function localExecutor({ executors }: Collector): Executor | undefined {
  return executors.executors.get(DRIVER) ?? [...executors.executors.values()][0];
}

/** The value whose executors ran longest; of none that ran, the first. */
function busiest(executors: readonly Executor[], { tasks }: Collector, valueOf: (executor: Executor) => number | undefined): number | undefined {
  const times = new Map<number, number>();
  for (const executor of executors) {
    const value = valueOf(executor);
    if (value !== undefined) times.set(value, (times.get(value) ?? 0) + (tasks.runTimeMsByExecutor.get(executor.id) ?? 0));
  }
  return [...times].reduce<[number, number] | undefined>((best, one) => best && best[1] >= one[1] ? best : one, undefined)?.[0];
}

/** As declared, and never a default. Source: spark.executor.memory and spark.driver.memory are read in MiB. */
function declaredMiB(text: string | undefined): number | null {
  const parsed = text === undefined ? undefined : parseByteString(text, 'm');
  return parsed?.ok ? toMiB(parsed.value) : null;
}

/** Tasks that an executor runs at once: ⌊cores ÷ task cpus⌋ of its resource profile, of the settings, or 1. */
export function slotsOf({ cores, profileId }: Executor, { application, executors }: Collector): number {
  const declared = Number(application.property('spark.task.cpus') ?? NaN);
  const cpus = executors.profiles.get(profileId)?.taskCpus ?? (declared > 0 ? declared : 1);
  return Math.floor(cores / cpus);
}
