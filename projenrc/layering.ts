import { typescript } from 'projen';

/** Layer → the layers it may import from, itself apart. The order of design: imports only go down. */
export const LAYERS: Record<string, string[]> = {
  core: [],
  eventlog: ['core'],
  checks: ['core'],
  template: ['core', 'checks'],
  report: ['core', 'eventlog', 'checks'],
  api: ['core', 'eventlog', 'report', 'checks'],
  constructs: ['core', 'eventlog', 'report', 'checks', 'api'],
  cli: ['core', 'eventlog', 'report', 'checks', 'template', 'api'],
  functions: ['core', 'eventlog'],
};

/** What the page is made of: what runs in a browser, and nothing of the command line. */
export const PAGE_LAYERS = ['core', 'eventlog', 'checks', 'report', 'template'];

/** Formats whose fields are bits. */
const BIT_BY_BIT = ['src/eventlog/codecs/*.ts', 'src/eventlog/lines/*.ts', 'src/eventlog/facts/id-set.ts'];

const NODE_FREE = ['core', 'eventlog', 'report', 'checks', 'template'];

function zone(layer: string) {
  const allowed = [layer, ...LAYERS[layer]].map(name => `./${name}`);
  return { target: `./src/${layer}`, from: './src', except: allowed, message: `src/${layer} may only import from ${allowed.join(', ')}` };
}

/** The page takes from src what runs in a browser, and nothing of src knows the page. */
const PAGE_ZONES = [
  { target: './web', from: './src', except: PAGE_LAYERS.map(name => `./${name}`), message: `web may only import from src/${PAGE_LAYERS.join(', src/')}` },
  { target: './src', from: './web', message: 'the page stands on src, not the other way round' },
];

/** Adds the import direction and the size limits of functions to eslint. */
export function applyLayering(project: typescript.TypeScriptProject): void {
  const eslint = project.eslint!;
  eslint.addRules({ 'import/no-restricted-paths': ['error', { zones: [...Object.keys(LAYERS).map(zone), ...PAGE_ZONES] }] });
  eslint.addOverride({
    files: NODE_FREE.map(layer => `src/${layer}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', { patterns: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', 'node:*', 'fs', 'path', 'os', 'process', 'crypto'] }],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require', 'Date', 'setTimeout', 'fetch'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }, { object: 'Date', property: 'now' }],
    },
  });
  eslint.addOverride({
    files: ['src/**/*.ts', 'web/**/*.ts', 'web/**/*.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'complexity': ['error', 10],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-explicit-any': ['error'],
      '@typescript-eslint/member-ordering': ['off'],
    },
  });
  eslint.addOverride({ files: BIT_BY_BIT, rules: { 'no-bitwise': 'off' } });
  eslint.addOverride({ files: ['test/**/*.ts', 'judges/**/*.ts'], rules: { '@stylistic/max-len': ['error', { code: 180, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true }] } });
  eslint.addOverride({ files: ['src/**/*.generated.ts'], rules: { 'max-lines': 'off', '@stylistic/max-len': 'off' } });
}
