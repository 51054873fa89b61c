import type { CST, Document, Node } from 'yaml';
import { lineStarts, positionAt } from './json-positions';
import type { TemplateFile } from './template-file';
import { lexemesOf } from './yaml-lexer';
import { Fault, Refused, Yaml, YamlValues, functionName } from './yaml-values';
import { Position } from '../checks/findings';
import { Outcome, fails, ok, problem } from '../core/problems/problem';

/** As many as CloudFormation takes: YAML is written by hand and deployed as it is, and the reader needs seconds for a text that is made to take time. */
export const MOST_YAML_CHARACTERS = 1024 * 1024;

/** Deeper than any template, and shallow enough for a reader that calls itself. */
const MOST_LEVELS = 200;

/** More of them help nobody. */
const MOST_FAULTS = 20;

/** Reads one document of YAML as CloudFormation does. */
export function readYaml(text: string, file: string): Outcome<TemplateFile> {
  const starts = lineStarts(text);
  const reading = new YamlReading(text);
  const value = reading.read();
  if (reading.faults.length === 0) return ok({ value, positionOf: pointer => positionAt(starts, reading.offsetOf(pointer)) });
  const form = /^\s*\{/.test(text) ? 'neither JSON nor YAML' : 'not YAML that CloudFormation reads';
  return fails(reading.faults.slice(0, MOST_FAULTS).map(({ offset, message }) => problem('SZ1010', file, `is ${form}: ${placeText(positionAt(starts, offset))}: ${message}`)));
}

function placeText({ line, column }: Position): string {
  return `line ${line}, column ${column}`;
}

/** One reading of a text. The package is loaded by it: most templates are JSON. */
class YamlReading {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, no-restricted-globals -- import() would make all of the command line asynchronous
  private readonly yaml = require('yaml') as Yaml;
  private readonly values = new YamlValues(this.yaml);
  private readonly syntaxFaults: Fault[] = [];
  private document: Document.Parsed | undefined;

  constructor(private readonly text: string) {}

  get faults(): readonly Fault[] {
    return [...this.syntaxFaults, ...this.values.faults];
  }

  /** What the document holds, where it has no faults. */
  read(): unknown {
    try {
      if (this.text.length > MOST_YAML_CHARACTERS) throw new Refused(0, `has ${this.text.length} characters; at most ${MOST_YAML_CHARACTERS} of YAML are read`);
      this.document = this.parsed();
      const errors = this.document?.errors.slice(0, MOST_FAULTS) ?? [];
      this.syntaxFaults.push(...errors.map(({ pos: [offset], message }) => ({ offset, message: oneLine(message) })));
      return this.document && this.syntaxFaults.length === 0 ? this.values.valueOf(this.document) : null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.syntaxFaults.push(error);
      return null;
    }
  }

  /** Where a pointer stands, or the deepest of what it goes through. */
  offsetOf(pointer: string): number {
    let node: unknown = this.document?.contents;
    let offset = this.document?.contents?.range[0] ?? 0;
    for (const key of pointer.split('/').slice(1).map(written => written.replace(/~1/g, '/').replace(/~0/g, '~'))) {
      node = this.values.nodeOf(node);
      if (functionName((node as Node | undefined)?.tag) === key) continue;
      const child = this.childOf(node, key);
      if (!child) break;
      [node, offset] = child;
    }
    return offset;
  }

  private childOf(node: unknown, key: string): [unknown, number] | undefined {
    if (this.yaml.isSeq(node)) {
      const item = node.items[Number(key)] as Node | undefined;
      return item?.range ? [item, item.range[0]] : undefined;
    }
    const pair = this.yaml.isMap(node) ? node.items.find(one => this.yaml.isScalar(one.key) && String(one.key.value) === key) : undefined;
    return pair ? [pair.value, (pair.key as Node).range![0]] : undefined;
  }

  /** Token by token, so that what is no document of ours is not read to its end. All scalars stay texts: what they mean is ours to say. */
  private parsed(): Document.Parsed | undefined {
    const composer = new this.yaml.Composer({ schema: 'failsafe', version: '1.1', uniqueKeys: false });
    const documents: Document.Parsed[] = [];
    let begun = 0;
    for (const token of this.tokens()) {
      if (token.type === 'document') begun += 1;
      refuseToken(token, begun);
      documents.push(...composer.next(token) as Iterable<Document.Parsed>);
    }
    return [...documents, ...composer.end() as Iterable<Document.Parsed>][0];
  }

  /** The tokens of whole documents; what is open while one is read is its depth. */
  private* tokens(): Generator<CST.Token> {
    const parser = new this.yaml.Parser();
    for (const lexeme of lexemesOf(this.text, this.yaml)) {
      if (parser.stack.length > MOST_LEVELS) throw new Refused(parser.offset, `is nested more than ${MOST_LEVELS} levels deep; no template of CloudFormation is`);
      yield* parser.next(lexeme);
    }
    yield* parser.end();
  }
}

function refuseToken(token: CST.Token, documents: number): void {
  if (token.type === 'error') throw new Refused(token.offset, oneLine(token.message));
  if (token.type === 'directive' && !/^%YAML 1\.\d$/.test(token.source)) throw new Refused(token.offset, `the directive ${oneLine(token.source)} is not read`);
  if (documents > 1) throw new Refused(token.offset, 'a second document begins; a template is one');
}

function oneLine(message: string): string {
  return message.split('\n')[0];
}
