import { Resolver } from './resolver';
import { Value } from './value';
import { isObject } from '../../core/problems/json-value';

/**
 * A template in which the properties of resources are plain wherever they can be known, parameters standing for their defaults. What is only known at
 * deployment stays as it is written, and so does what is no template.
 */
export function withFunctionsFollowed(template: unknown): unknown {
  const resources = isObject(template) && isObject(template.Resources) ? template.Resources : undefined;
  if (!resources) return template;
  const resolver = new Resolver({ value: template, path: '' });
  const plain = (value: unknown) => isObject(value) && isObject(value.Properties)
    ? { ...value, Properties: new Value({ value: value.Properties, path: '' }, resolver).followed() } : value;
  return { ...template as object, Resources: Object.fromEntries(Object.entries(resources).map(([id, value]) => [id, plain(value)])) };
}
