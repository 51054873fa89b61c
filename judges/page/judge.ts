import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Browser } from 'playwright-core';
import { violationsOf } from './accessibility';
import { SCHEMES, WIDTHS, Watched, launch, open, planned, shot } from './browser';
import { Flow, FLOWS } from './flows';
import { buildPage } from '../../tools/build-page';

/** Drives the page in a real Chromium as a person would, from disk and from a server. Prints each flow, and exits 1 where one fails. */
const MOST_KB = 300;

let failed = 0;

async function told(name: string, work: () => Promise<string | void>): Promise<void> {
  const begin = Date.now();
  try {
    const figures = await work();
    console.log(`  passed  ${name}${figures ? `: ${figures}` : ''} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`  FAILED  ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Beside the page itself: threads, which are the page's own text. */
function asked({ requests }: Watched, address: string): string[] {
  return requests.filter(url => url.split('#')[0] !== address && !url.startsWith('blob:') && url !== 'data:,');
}

async function flow(browser: Browser, address: string, { go }: Flow): Promise<string | void> {
  const watched = await open(browser, address);
  try {
    const figures = await go(watched.page, address);
    assert.deepEqual(watched.errors, [], 'the console has errors');
    assert.deepEqual(asked(watched, address), [], 'something was asked of somebody');
    return figures;
  } finally {
    await watched.page.context().close();
  }
}

/** Every view at three widths in both colour schemes: what axe finds, and whether it goes beyond the screen; all are kept as pictures. */
async function looks(browser: Browser, address: string, width: typeof WIDTHS[number], scheme: typeof SCHEMES[number]): Promise<void> {
  const { page, errors } = await open(browser, address, { width, scheme });
  const found: string[] = [];
  for (const { name, show } of FLOWS.filter(one => one.show)) {
    await show!(page);
    found.push(...(await violationsOf(page)).map(one => `${name}: ${one}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${name}: ${over} px wider than the screen`);
    await shot(page, `${name.replace(/\W+/g, '-')}-${width}-${scheme}`);
  }
  assert.deepEqual([...found, ...errors], []);
  await page.context().close();
}

async function served(html: string): Promise<{ readonly address: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(request.url === '/' ? html : '');
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

async function main(): Promise<void> {
  const { file, html } = await buildPage();
  await told('one file below the limit', async () => {
    const kB = gzipSync(readFileSync(file), { level: 9 }).length / 1000;
    assert.ok(kB < MOST_KB, `${kB} kB gzip, at most ${MOST_KB}`);
    return `${kB.toFixed(0)} kB gzip`;
  });
  const browser = await launch();
  const fromDisk = `file://${join(file)}`;
  for (const one of FLOWS) await told(one.name, () => flow(browser, fromDisk, one));
  const server = await served(html);
  await told('the same from a server', async () => {
    const watched = await open(browser, server.address);
    await planned(watched.page);
    assert.deepEqual([...watched.errors, ...asked(watched, server.address)], []);
  });
  for (const width of WIDTHS) for (const scheme of SCHEMES) await told(`looks, ${width} px, ${scheme}`, () => looks(browser, fromDisk, width, scheme));
  server.close();
  await browser.close();
  console.log(failed ? `${failed} FAILED` : 'the page holds');
  process.exitCode = failed ? 1 : 0;
}

void main();
