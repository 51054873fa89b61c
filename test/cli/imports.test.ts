import * as fs from 'fs';
import * as path from 'path';

const SRC = path.join(__dirname, '..', '..', 'src');
const NODE_MODULES_ALLOWED = ['fs', 'path', 'stream', 'zlib'];
/** esbuild puts it into the file of the command line. */
const BUNDLED = ['yaml'];

/** Modules that a file loads at once, and those that it requires when it must. `import type` and `typeof import` load nothing. */
function modulesOf(file: string): { atOnce: string[]; later: string[] } {
  const text = fs.readFileSync(file, 'utf8');
  return {
    atOnce: [...text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'/gm)].map(match => match[1]),
    later: [...text.matchAll(/\brequire\('([^']+)'\)/g)].map(match => match[1]),
  };
}

function reachable(entry: string, withLater: boolean): { files: string[]; packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const queue = [entry];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    const { atOnce, later } = modulesOf(file);
    for (const name of withLater ? [...atOnce, ...later] : atOnce) {
      if (name.startsWith('.')) queue.push(resolved(path.resolve(path.dirname(file), name)));
      else packages.add(name);
    }
  }
  return { files: [...files].map(file => path.relative(SRC, file)), packages: [...packages] };
}

function resolved(base: string): string {
  return [`${base}.ts`, path.join(base, 'index.ts')].find(file => fs.existsSync(file))!;
}

const MAIN = path.join(SRC, 'cli', 'main.ts');

test('the command line loads nothing but itself: no aws-cdk-lib, and of packages one that is in its file', () => {
  const { files, packages } = reachable(MAIN, true);
  expect(packages.filter(name => !NODE_MODULES_ALLOWED.includes(name))).toEqual(BUNDLED);
  expect([...new Set(files.map(file => file.split(path.sep)[0]))].sort()).toEqual(['checks', 'cli', 'core', 'eventlog', 'report', 'template']);
  expect(files).toContain(path.join('core', 'planning', 'serverless.ts')); // the walk did walk
});

test('starting loads neither the planner nor the reader of logs', () => {
  const { files, packages } = reachable(MAIN, false);
  expect(files).toContain(path.join('cli', 'commands', 'plan-spec.ts'));
  expect(files.filter(name => /planning.(search|serverless)|simulation|memory.explain|^template|^eventlog|log-files/.test(name))).toEqual([]);
  expect(packages.filter(name => !NODE_MODULES_ALLOWED.includes(name))).toEqual([]);
});
