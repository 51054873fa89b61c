import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `export { X } from './x'` as the compiler writes it: the module, then a getter for each name. */
const REQUIRED = /^var (\w+) = (require\("\.\/[\w-]+"\));\n/gm;

/**
 * Has modules of which names are exported one by one loaded when a name is first asked for, as aws-cdk-lib does. A class that extends one of Step
 * Functions would otherwise load all of that module in every app.
 */
export function withLazyExports(text: string): string {
  return [...text.matchAll(REQUIRED)].reduce((written, [line, name, call]) => (
    written.replace(line, '').replaceAll(`return ${name}.`, `return ${call}.`)
  ), text);
}

if (require.main === module) {
  const file = join(__dirname, '..', 'lib', 'constructs', 'index.js');
  writeFileSync(file, withLazyExports(readFileSync(file, 'utf8')));
}
