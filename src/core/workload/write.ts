import { STAGE_FIELDS, WORKLOAD_FIELDS } from './fields';
import { WORKLOAD_SCHEMA } from './read';
import { isObject } from '../problems/json-value';

type Values = Readonly<Record<string, unknown>>;

/** Fields of fields, in the order that they are documented in. */
const TODAY = ['workers', 'vCpu', 'duration'];
const OBSERVED = ['log', 'applicationId', 'date', 'sparkVersion', 'source'];

/**
 * The text of a `*.workload.json` document. Its fields stand in one order, whatever order they were given in: some languages hand them over by
 * name, others as they were written.
 */
export function workloadText({ schema: _written, ...given }: Values): string {
  const { stages, today, observed } = given;
  const fields = {
    ...given,
    ...Array.isArray(stages) && { stages: stages.map(stageInOrder) },
    ...isObject(today) && { today: inOrder(today, TODAY) },
    ...isObject(observed) && { observed: inOrder(observed, OBSERVED) },
  };
  return `${JSON.stringify({ schema: WORKLOAD_SCHEMA, ...inOrder(fields, WORKLOAD_FIELDS.map(({ name }) => name)) }, undefined, 2)}\n`;
}

function stageInOrder({ alongside, ...own }: Values): Values {
  const others = Array.isArray(alongside) && { alongside: alongside.map(stageInOrder) };
  return { ...inOrder(own, STAGE_FIELDS.map(({ name }) => name)), ...others };
}

/** Those named first, in that order; all others behind them. */
function inOrder(values: Values, names: readonly string[]): Values {
  const known = names.filter(name => name in values);
  const others = Object.keys(values).filter(name => !names.includes(name));
  return Object.fromEntries([...known, ...others].map(name => [name, values[name]]));
}
