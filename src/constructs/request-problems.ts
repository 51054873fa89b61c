import { violationsOf } from '../checks/schema/violations';
import { Resolver } from '../checks/template/resolver';
import { UNKNOWN, Value } from '../checks/template/value';
import { schemaOf } from '../core/catalog/resource-schemas';
import { isObject } from '../core/problems/json-value';
import { Problem, problem } from '../core/problems/problem';

/**
 * SZ1004 for all that the service's own model refuses of a request. Of what is only known at deployment or while the state machine runs nothing
 * is said.
 *
 * @param resolved the request with CDK's tokens as functions of CloudFormation
 * @param shape of the service's model
 */
export function refusedOf(resolved: unknown, shape: string): Problem[] {
  const value = new Value({ value: withoutExpressions(resolved), path: '' }, new Resolver({ value: {}, path: '' }));
  return violationsOf(value, schemaOf(shape)!)
    .map(({ path, message }) => problem('SZ1004', path.replace(/^\//, '').replace(/\//g, '.'), message));
}

/** Expressions of Step Functions are unknown. */
function withoutExpressions(value: unknown): unknown {
  if (typeof value === 'string') return /^\s*\{%|^\$|^States\./.test(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(withoutExpressions);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutExpressions(one)])) : value;
}
