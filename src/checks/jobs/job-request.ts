import { requestField } from './definition';
import { parseSubmitParameters } from '../../core/planning/submit-parameters';
import { Classification, NO_SETTINGS, Setting, Settings, classificationsOf, merged, settingsNamed } from '../settings';
import { Value } from '../template/value';

/** Stands for what is unknown inside submit parameters. */
const HOLE = '\uE000';

/** What another tool puts in before CloudFormation sees the template, or Spark after it. */
const VARIABLE = /\$\{[^}]*\}/g;

/** What a run sets itself: the overrides, and over them the submit parameters. Source: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-spark.html. */
export function jobSettings(request: Value): Settings {
  const overrides = jobConfigurations(request);
  const classifications = classificationsOf(overrides, 'Properties').map(one => ({ ...one, settings: workedOut(one) }));
  return merged(settingsNamed('spark-defaults', classifications, overrides), submitSettings(sparkSubmit(request)));
}

/** JSONata, or a variable. */
function isLate(text = ''): boolean {
  return text.trim().startsWith('{%') || text.includes('${');
}

/** Settings of which some are only worked out while the state machine runs: `key.$` and `{% … %}`. */
function workedOut({ item, settings: { all, isPartial } }: Classification): Settings {
  const known = [...all].map(([key, { path, text }]): [string, Setting] => [
    key.replace(/\.\$$/, ''), { path, text: key.endsWith('.$') || isLate(text) ? undefined : text },
  ]);
  return { all: new Map(known), isPartial: isPartial || requestField(item, 'Properties').isUnknown };
}

/** The classifications that a run states over those of its application. */
export function jobConfigurations(request: Value): Value {
  return requestField(requestField(request, 'ConfigurationOverrides'), 'ApplicationConfiguration');
}

/** The part of a request that is for Spark. */
export function sparkSubmit(request: Value): Value {
  return requestField(requestField(requestField(request, 'JobDriver'), 'SparkSubmit'), 'SparkSubmitParameters');
}

function submitSettings(parameters: Value): Settings {
  const pieces = parameters.pieces();
  if (!pieces) return { ...NO_SETTINGS, isPartial: parameters.isUnknown };
  const marked = pieces.map(piece => typeof piece === 'string' ? piece.replace(VARIABLE, HOLE) : HOLE).join('');
  const settings = Object.entries(parseSubmitParameters(marked)).map(([key, text]): [string, Setting] => [
    key, { path: parameters.path, text: text.includes(HOLE) ? undefined : text },
  ]);
  const named = settings.filter(([key]) => !key.includes(HOLE));
  return { all: new Map(named), isPartial: named.length < settings.length || hasLooseHole(marked) };
}

/** A hole that is a word of its own may be any number of settings. */
function hasLooseHole(marked: string): boolean {
  return new RegExp(`(^|\\s)${HOLE}(\\s|$)`).test(marked);
}
