import { Io } from './io';
import { readTemplateFile } from './read-file';
import { Outcome, fails, ok, problem } from '../core/problems/problem';
import { TemplateFile } from '../template/template-file';

/** A template and the name of its file. */
export interface NamedTemplate extends TemplateFile {
  readonly file: string;
}

/** What CDK and SAM call templates; nested stacks of CDK end in `.nested.template.json`. */
const TEMPLATE = /\.template\.(json|ya?ml)$|(^|\/)template\.ya?ml$/;

/** The templates that words of a command line name: files, `-`, and folders such as `cdk.out` with every assembly and nested stack in them. */
export function readTemplates(words: readonly string[], io: Io): Outcome<NamedTemplate[]> {
  const files = words.map(word => filesOf(word, io));
  const read = files.flatMap(one => one.ok ? one.value : []).map(file => ({ file, template: readTemplateFile(file, io) }));
  const problems = [...files, ...read.map(({ template }) => template)].flatMap(one => one.ok ? [] : one.problems);
  return problems.length ? fails(problems) : ok(read.flatMap(({ file, template }) => template.ok ? [{ file, ...template.value }] : []));
}

function filesOf(word: string, io: Io): Outcome<string[]> {
  const below = word === '-' ? undefined : io.filesBelow(word);
  if (!below) return ok([word]);
  const folder = word.replace(/\/+$/, '');
  const templates = below.filter(file => TEMPLATE.test(file)).sort().map(file => `${folder}/${file}`);
  return templates.length ? ok(templates) : fails([problem('SZ1010', word, 'has no *.template.json, *.template.yaml or template.yaml in it; name the files, or run cdk synth first')]);
}
