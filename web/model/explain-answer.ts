import { PLATFORMS, ROLES, WHAT_IF_FIELDS } from './explain-fields';
import { Values } from './size-fields';
import { sizeRequest } from './size-request';
import { explainExecutor } from '../../src/core/memory/explain';
import { ExplainRequest, slotsOf } from '../../src/core/memory/explain-request';
import { SettingsReading, explainRequestOf, inSettings } from '../../src/core/memory/explain-settings';
import { Explanation } from '../../src/core/memory/explanation';
import { SparkSettings, parseSettingsText } from '../../src/core/planning/settings-text';
import { Outcome, Problem, fails, ok, problem } from '../../src/core/problems/problem';
import { WorkloadStory, workloadStory } from '../../src/core/simulation/workload-story';
import { readWorkload } from '../../src/core/workload/read';

/** One configuration's memory. */
export interface ExplainAnswer {
  readonly explanation: Explanation;
  /** Tasks at once; a driver runs none. */
  readonly slots: number | undefined;
  /** Settings that were read, what-ifs among them. */
  readonly settings: SparkSettings;
}

interface Asked extends SettingsReading {
  readonly settings: SparkSettings;
}

/** The memory of the configuration, or every reason why there is none. */
export function explainAnswer(values: Values): Outcome<ExplainAnswer> {
  const asked = askedOf(values);
  if (!asked.ok) return asked;
  const { request, settings } = asked.value;
  const explained = explainExecutor(request);
  if (!explained.ok) return fails(explained.problems.map(one => inWords(one, request)));
  return ok({ explanation: explained.value, slots: request.role === 'driver' ? undefined : slotsOf(request), settings });
}

/** What happens in one such executor while it runs a workload. */
export function storyAnswer(values: Values, size: Values): Outcome<WorkloadStory> {
  const asked = askedOf(values);
  if (!asked.ok) return asked;
  const { request, partitions, executors } = asked.value;
  const explained = explainExecutor(request);
  const form = sizeRequest(size);
  const workload = readWorkload(form.source);
  if (!explained.ok) return explained;
  if (!workload.ok || form.problems.length) return fails([...form.problems, ...workload.ok ? [] : workload.problems]);
  return workloadStory(request, explained.value, workload.value, { partitions, executors });
}

function askedOf(values: Values): Outcome<Asked> {
  const pasted = parseSettingsText(values.config ?? '', 'config');
  if (!pasted.ok) return pasted;
  const role = ROLES.find(word => word === values.role) ?? 'executor';
  const platform = PLATFORMS.find(word => word === values.platform) ?? 'yarn';
  const settings = { ...pasted.value, ...whatIfs(values, role) };
  const place = { role, platform, sparkVersion: values.spark?.trim() || undefined, javaVersion: values.java?.trim() ? Number(values.java) : undefined };
  const read = explainRequestOf(settings, place);
  const problems = [...wrongWords(values), ...read.problems];
  return problems.length ? fails(problems) : ok({ ...read, settings });
}

function whatIfs(values: Values, role: string): SparkSettings {
  const stated = WHAT_IF_FIELDS.filter(({ name }) => values[name]?.trim());
  return Object.fromEntries(stated.map(({ name, setting }) => [setting.startsWith('spark.') ? setting : `spark.${role}.${setting}`, values[name].trim()]));
}

function wrongWords({ role, platform }: Values): Problem[] {
  const wrong = (path: string, text: string | undefined, words: readonly string[]) => text === undefined || words.includes(text) ? []
    : [problem('SZ1005', path, `got ${JSON.stringify(text)}; one of ${words.join(', ')} is expected`)];
  return [...wrong('role', role, ROLES), ...wrong('platform', platform, PLATFORMS)];
}

const PLACE_WORDS: Readonly<Record<string, string>> = { sparkVersion: 'spark', javaVersion: 'java' };

function inWords(one: Problem, { role = 'executor' }: ExplainRequest): Problem {
  const told = inSettings(one, role);
  return { ...told, path: PLACE_WORDS[told.path] ?? told.path };
}
