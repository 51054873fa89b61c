import { Template, TemplateResource } from './template/read-template';
import { Value } from './template/value';
import { InstanceCatalog } from '../core/catalog/instance-types';
import { Release } from '../core/catalog/releases';
import { ProblemId } from '../core/problems/problem';

/** A resource of a template with its functions followed. */
export interface Subject {
  readonly template: Template;
  readonly resource: TemplateResource;
  readonly properties: Value;
  /** Undefined: left out, not known before deployment, or none that there is. */
  readonly release: Release | undefined;
  /** The types that EMR has, unpacked when first asked for. */
  readonly instanceTypes: () => InstanceCatalog;
}

/** What a rule found, and at which value. */
export interface Found {
  /** JSON pointer into the template. */
  readonly path: string;
  /** The value got, what is allowed, and the change to make. */
  readonly message: string;
}

/** One rule about one kind of subject. What it says to a reader stands in the problem table under its id. */
export interface Rule<S> {
  readonly id: ProblemId;
  readonly find: (subject: S) => readonly Found[];
}

/** A finding at a value. */
export function found(at: Value | string, message: string): Found {
  return { path: typeof at === 'string' ? at : at.path, message };
}

/** Runs every rule of a subject. */
export function findWith<S>(rules: readonly Rule<S>[], subject: S): (Found & { readonly id: ProblemId })[] {
  return rules.flatMap(({ id, find }) => find(subject).map(one => ({ id, ...one })));
}
