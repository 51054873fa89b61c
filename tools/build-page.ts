import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildOptions, OutputFile, Plugin, build, context, transformSync } from 'esbuild';
import { PICTURE_STYLE } from '../src/report/svg/inks';

/** Builds the page: `web/dist/index.html`, one file with everything in it, which works from disk and from any static host. `--serve` serves it. */
const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'web', 'dist');

const OPTIONS: BuildOptions = {
  entryPoints: [join(ROOT, 'web', 'main.tsx')],
  outfile: join(DIST, 'page.js'),
  bundle: true,
  minify: true,
  format: 'iife', // a module script is not loaded from disk
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  tsconfigRaw: {},
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
};

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Nothing is asked of anybody: a browser that follows this could not send anything if it wanted to. The decoder of zstd is WebAssembly, threads come from blobs. */
function policy(script: string, style: string): string {
  return `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; worker-src blob:; style-src ${hash(style)}; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'`;
}

function pageHtml(script: string): string {
  const style = transformSync(readFileSync(join(ROOT, 'web', 'style.css'), 'utf8'), { loader: 'css', minify: true }).code.trim() + PICTURE_STYLE;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Amazon EMR, sized from what a Spark job must do</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="page"><noscript>This page works everything out in the browser, and needs JavaScript for it.</noscript></div>
<script id="script">${script}</script>
</body>
</html>
`;
}

/** The file and its size. */
export async function buildPage(): Promise<{ readonly file: string; readonly html: string }> {
  const { outputFiles } = await build(OPTIONS);
  return written(outputFiles!);
}

function written([{ text }]: readonly OutputFile[]): { readonly file: string; readonly html: string } {
  if (text.includes('<!--')) throw new Error('the script holds <!--, which HTML reads in its own way');
  const html = pageHtml(text.trim());
  mkdirSync(DIST, { recursive: true });
  writeFileSync(join(DIST, 'index.html'), html);
  return { file: join(DIST, 'index.html'), html };
}

/** Builds again whenever a source changes. */
async function serve(port: number): Promise<void> {
  const writes: Plugin = { name: 'page', setup: ({ onEnd }) => onEnd(({ outputFiles }) => { if (outputFiles?.length) written(outputFiles); }) };
  const watched = await context({ ...OPTIONS, outdir: undefined, plugins: [writes] });
  await watched.rebuild();
  await watched.watch();
  const { port: taken } = await watched.serve({ servedir: DIST, host: '127.0.0.1', port });
  console.log(`http://127.0.0.1:${taken}/`);
}

if (require.main === module) {
  if (process.argv.includes('--serve')) void serve(Number(process.env.PORT ?? 8080));
  else void buildPage().then(({ html }) => console.log(`web/dist/index.html: ${Math.ceil(Buffer.byteLength(html) / 1000)} kB`));
}
