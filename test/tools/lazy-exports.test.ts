import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { withLazyExports } from '../../tools/lazy-exports';

const LIBRARY = join(__dirname, '..', '..', 'lib', 'bundle.js');

/** Modules of the CDK that a process has loaded after some code. */
function loadedBy(code: string): string[] {
  const print = 'console.log(JSON.stringify(Object.keys(require.cache).map(path => path.split("aws-cdk-lib/")[1]).filter(Boolean)))';
  return JSON.parse(execFileSync(process.execPath, ['-e', `const library = require(${JSON.stringify(LIBRARY)}); ${code}; ${print}`], { encoding: 'utf8' }));
}

test('a name that is exported by itself is loaded when it is asked for, all others at once', () => {
  const compiled = [
    '__exportStar(require("./eager"), exports);',
    'var x_y_1 = require("./x-y");',
    'Object.defineProperty(exports, "X", { enumerable: true, get: function () { return x_y_1.X; } });',
    'Object.defineProperty(exports, "Y", { enumerable: true, get: function () { return x_y_1.Y; } });', '',
  ].join('\n');
  expect(withLazyExports(compiled)).toBe([
    '__exportStar(require("./eager"), exports);',
    'Object.defineProperty(exports, "X", { enumerable: true, get: function () { return require("./x-y").X; } });',
    'Object.defineProperty(exports, "Y", { enumerable: true, get: function () { return require("./x-y").Y; } });', '',
  ].join('\n'));
});

test('who imports the library loads no Step Functions, until a task is named', () => {
  const isTask = (path: string) => path.startsWith('aws-stepfunctions/lib');
  expect(loadedBy('').filter(isTask)).toEqual([]);
  expect(loadedBy('library.EmrServerlessStartJobRun').filter(isTask)).not.toEqual([]);
});
