import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(__dirname, '..', '..');
/** What a page may weigh that is opened on a telephone. */
const MOST_KB = 300;

/** Built in a process of its own: esbuild does not run inside jest. */
const html = (() => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join(ROOT, 'tools', 'build-page.ts')], { cwd: ROOT });
  return readFileSync(join(ROOT, 'web', 'dist', 'index.html'), 'utf8');
})();

test('the page is one file below the limit', () => {
  expect(gzipSync(html, { level: 9 }).length / 1000).toBeLessThan(MOST_KB);
});

test('it names nothing that a browser would load', () => {
  const head = html.slice(0, html.indexOf('<script')).replace(/<style>.*?<\/style>/s, '');
  expect([...head.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address)).toEqual(['data:,']);
  expect(html.match(/<script\b/g)).toHaveLength(1);
  expect(html).not.toMatch(/@import|url\(/);
});

test('its policy allows no connection, and of scripts and styles only its own', () => {
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
  const rules = new Map(policy.split('; ').map(rule => [rule.split(' ')[0], rule.split(' ').slice(1)]));
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [, style] = /<style>(.*?)<\/style>/s.exec(html)!;
  const [, script] = /<script id="script">(.*)<\/script>/s.exec(html)!;
  expect(rules.get('default-src')).toEqual(["'none'"]);
  expect(rules.get('connect-src')).toEqual(["'none'"]);
  expect(rules.get('form-action')).toEqual(["'none'"]);
  expect(rules.get('script-src')).toEqual([hash(script), "'wasm-unsafe-eval'"]);
  expect(rules.get('style-src')).toEqual([hash(style)]);
  expect(rules.get('worker-src')).toEqual(['blob:']);
});
