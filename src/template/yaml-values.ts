import type { Alias, Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { plainScalar } from './yaml-scalars';
import { shown } from '../core/problems/json-value';

export type Yaml = typeof import('yaml');

/** A fault of the text and where it stands. */
export interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** A fault after which there is no going on. */
export class Refused extends Error {
  constructor(readonly offset: number, message: string) {
    super(message);
  }
}

/** Values that aliases may stand for: those of a template stand for a few; a bomb stands for billions. */
const MOST_ALIASED_VALUES = 100_000;

/** The tags of YAML's own that a template can hold. Source: CloudFormation's template formats (2026-11-20), which has no binary, omap, pairs, set and timestamp. */
const CORE = 'tag:yaml.org,2002:';
const CORE_TAGS = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(name => CORE + name);

/** The key that a short tag stands for: `!Ref` is Ref, `!Sub` is Fn::Sub. */
export function functionName(tag: string | undefined): string | undefined {
  if (!tag || tag === '!' || tag.startsWith(CORE)) return undefined;
  return tag === '!Ref' || tag === '!Condition' ? tag.slice(1) : `Fn::${tag.slice(1)}`;
}

/** What an alias stands for, and how many values that is. */
interface Anchored {
  readonly value: unknown;
  readonly values: number;
  readonly node: Node;
}

/** The plain JSON of a document of YAML, short tags written out. */
export class YamlValues {
  readonly faults: Fault[] = [];
  /** By name; an anchor that is set again has won from there on. */
  private readonly anchors = new Map<string, Anchored>();
  private count = 0;
  private aliased = 0;

  constructor(private readonly yaml: Yaml) {}

  valueOf({ contents }: Document.Parsed): unknown {
    return this.value(contents);
  }

  /** What stands at an alias. */
  nodeOf(node: unknown): unknown {
    return this.yaml.isAlias(node) ? this.anchors.get(node.source)?.node : node;
  }

  private value(node: unknown): unknown {
    if (this.yaml.isAlias(node)) return this.aliasValue(node);
    if (!this.yaml.isScalar(node) && !this.yaml.isCollection(node)) return null;
    const before = this.count++;
    const value = this.tagged(node as Scalar | YAMLMap | YAMLSeq);
    if (node.anchor) this.anchors.set(node.anchor, { value, values: this.count - before, node });
    return value;
  }

  private aliasValue({ source, range }: Alias): unknown {
    const anchored = this.anchors.get(source);
    if (!anchored) throw new Refused(range![0], `*${source} stands for nothing that was named before`);
    this.aliased += anchored.values;
    this.count += anchored.values;
    if (this.aliased > MOST_ALIASED_VALUES) throw new Refused(range![0], `aliases stand for more than ${MOST_ALIASED_VALUES} values`);
    return anchored.value;
  }

  private tagged(node: Scalar | YAMLMap | YAMLSeq): unknown {
    const name = functionName(node.tag);
    if (node.tag?.startsWith(CORE) && !CORE_TAGS.includes(node.tag) || name && !/^!\w+$/.test(node.tag!)) {
      this.faults.push({ offset: node.range![0], message: `the tag ${shown(node.tag)} is none that CloudFormation reads` });
    }
    if (!name) return this.content(node);
    const argument = this.yaml.isScalar(node) ? String(node.value) : this.content(node);
    return { [name]: name === 'Fn::GetAtt' && typeof argument === 'string' ? attributeOf(argument) : argument };
  }

  private content(node: Scalar | YAMLMap | YAMLSeq): unknown {
    if (this.yaml.isMap(node)) return this.object(node);
    if (this.yaml.isSeq(node)) return node.items.map(item => this.value(item));
    const { type, tag, value } = node as Scalar;
    return type === 'PLAIN' && (!tag || tag !== `${CORE}str` && tag !== '!') ? plainScalar(String(value)) : String(value);
  }

  /** Keys of an object are texts whatever they look like. `__proto__` is a key like any other. */
  private object(map: YAMLMap): unknown {
    const entries = new Map<string, unknown>();
    const offsets = new Map<string, number>();
    for (const { key, value } of map.items as Pair<Node, Node>[]) {
      const offset = (key ?? map).range![0];
      const name = this.keyOf(key, offset);
      if (offsets.has(name)) this.faults.push({ offset, message: `the key ${shown(name)} stands there twice` });
      offsets.set(name, offset);
      entries.set(name, this.value(value));
    }
    return Object.fromEntries(this.merged(entries, offsets.get('<<')));
  }

  private keyOf(key: Node | null, offset: number): string {
    if (this.yaml.isScalar(key) && !functionName(key.tag)) return String(key.value);
    throw new Refused(offset, 'a key is a text');
  }

  /** `<<` puts in the keys of other objects; those that are stated win. Source: https://yaml.org/type/merge.html */
  private merged(entries: Map<string, unknown>, offset: number | undefined): Map<string, unknown> {
    if (offset === undefined) return entries;
    const others = [entries.get('<<')].flat();
    entries.delete('<<');
    for (const other of others) {
      if (typeof other !== 'object' || other === null) throw new Refused(offset, '<< takes an object, or a list of them');
      for (const [key, value] of Object.entries(other)) if (!entries.has(key)) entries.set(key, value);
    }
    return entries;
  }
}

/** `Resource.Attribute`; the attribute may have dots of its own. */
function attributeOf(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
