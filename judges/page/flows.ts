/// <reference lib="dom" />
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Page } from 'playwright-core';
import { planned, shot } from './browser';
import { ran, ranAsync } from '../../test/cli/fake-io';
import { WRONG_TEMPLATE } from '../../test/web/wrong-template';

/** One thing that a person does. */
export interface Flow {
  readonly name: string;
  /** Does it, and answers figures worth telling. */
  readonly go: (page: Page, address: string) => Promise<string | void>;
  /** Brings the page to where it is looked at. */
  readonly show?: (page: Page) => Promise<void>;
}

const LOGS = join(__dirname, '..', '..', 'test', 'eventlog', 'logs');

async function text(page: Page, selector: string): Promise<string> {
  return (await page.textContent(selector) ?? '').trim();
}

/** Types, and waits for the plan. */
async function state(page: Page, field: string, value: string): Promise<void> {
  await page.fill(`#size-${field}`, value);
  await planned(page);
}

interface PlanFigures {
  readonly executors: { readonly maximum: number };
  readonly partitions: number;
}

/** What the command line says, in the words of the page's headline. */
function headline(flags: string): string {
  const { executors, partitions } = JSON.parse(ran(`plan ${flags} --json`).stdout) as PlanFigures;
  return `${executors.maximum} executors.*${partitions.toLocaleString('en-US')} partitions`;
}

async function planForm(page: Page): Promise<void> {
  await planned(page);
  assert.match(await text(page, '#headline'), new RegExp(headline('--input 500GiB --shuffle 180GiB --core-time 16h --finish-within 45m')));
  await state(page, 'input', '2TiB');
  await state(page, 'shuffle', '300GiB');
  await state(page, 'finishWithin', '1h30m');
  await page.selectOption('#size-architecture', 'arm64');
  await page.waitForFunction(() => document.querySelector('#view-panel-size h2')?.textContent?.includes('arm64'));
  await planned(page);
  assert.match(await text(page, '#headline'), new RegExp(headline('--input 2TiB --shuffle 300GiB --core-time 16h --finish-within 1h30m --architecture arm64')));
  assert.match(await text(page, '#code-panel-typescript pre'), /input: Size\.tebibytes\(2\)/);
  await page.click('#code-tab-python');
  assert.match(await text(page, '#code-panel-python pre'), /input=Size\.tebibytes\(2\)/);
  await page.selectOption('#size-platform', 'ec2');
  await page.waitForFunction(() => document.querySelector('#view-panel-size h2')?.textContent?.includes('EC2'));
}

async function problems(page: Page): Promise<void> {
  await planned(page);
  await page.fill('#size-input', 'much');
  await page.waitForSelector('#size-input-problems');
  assert.match(await text(page, '#size-input-problems'), /SZ1002 .*500GiB/);
  assert.equal(await page.getAttribute('#size-input', 'aria-invalid'), 'true');
  await page.click('.alert .link');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'size-input');
  await page.fill('#size-input', '10GiB');
  await page.waitForSelector('#size-input-problems', { state: 'detached' });
}

/** Milliseconds from a move of a slider to the page that shows it; medians of many. */
async function sliderTimes(page: Page, slider: string, watched: string, many: number): Promise<number> {
  return page.evaluate(async ([sliderId, watchedId, count]) => {
    const element = document.querySelector<HTMLInputElement>(sliderId)!;
    const times: number[] = [];
    for (let move = 0; move < count; move++) {
      const shown = new Promise<void>(done => {
        const observer = new MutationObserver(() => { observer.disconnect(); done(); });
        observer.observe(document.querySelector(watchedId)!, { subtree: true, childList: true, characterData: true });
      });
      element.value = String(Math.round(Number(element.max) * (0.3 + 0.02 * (move % 20))));
      const begin = performance.now();
      element.dispatchEvent(new Event('input', { bubbles: true }));
      await shown;
      times.push(performance.now() - begin);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  }, [slider, watched, many] as const);
}

/** A machine that does other things may be so many times slower than what was promised. */
const TOLERANCE = 5;

async function sliders(page: Page): Promise<string> {
  await planned(page);
  const plan = await sliderTimes(page, '#size-input-slider', '#headline', 30);
  await page.click('#view-tab-explain');
  await page.uncheck('#explain-play');
  const memory = await sliderTimes(page, '#explain-memory-slider', '#view-panel-explain .drawing', 40);
  assert.ok(plan < 100 * TOLERANCE, `a plan takes ${plan} ms`);
  assert.ok(memory < 16 * TOLERANCE, `the memory takes ${memory} ms`);
  return `a plan in ${plan.toFixed(0)} ms, the memory in ${memory.toFixed(1)} ms`;
}

/** A hash join cannot spill: the page says that the job dies, and with which words of Spark's. */
async function dies(page: Page): Promise<void> {
  const stages = encodeURIComponent('[{"operator":"hash-join","records":4000000000,"rowBytes":64}]');
  await page.evaluate(hash => { location.hash = hash; }, `explain?config=spark.executor.memory%202g%0Aspark.executor.cores%204&play=yes&for.input=50GiB&for.stages=${stages}`);
  await page.waitForSelector('.verdict.bad');
  assert.match(await text(page, '.verdict.bad'), /^It dies: 4 tasks of 4 failed/);
  assert.match(await text(page, '[aria-label="The workload in it"]'), /Spark says: .*memory.*What the plan does about it/s);
}

async function explain(page: Page): Promise<void> {
  await page.click('#view-tab-explain');
  await page.fill('#explain-config', 'spark-submit --executor-memory 10g --executor-cores 5 \\\n  --conf spark.memory.fraction=0.7 job.py');
  await page.waitForFunction(() => document.querySelector('#view-panel-explain svg title')?.textContent?.includes('11,264'));
  await page.waitForSelector('.verdict');
  const { perTask } = JSON.parse(ran('explain --executor-memory 10g --executor-cores 5 --memory-fraction 0.7 --json').stdout) as { perTask: { maximumBytes: number } };
  assert.match(await text(page, '#view-panel-explain .words'), new RegExp((Math.round(perTask.maximumBytes / 2 ** 20 * 10) / 10).toLocaleString('en-US').replace('.', '\\.')));
  await dies(page);
  await page.fill('#explain-config', 'spark.executor.memory 300m');
  await page.waitForSelector('#view-panel-explain .alert');
  assert.match(await text(page, '#view-panel-explain .alert'), /SZ2004|SZ\d{4}/);
}

async function dropLog(page: Page): Promise<string> {
  await page.click('#view-tab-log');
  const begin = Date.now();
  await page.setInputFiles('#log-file', join(LOGS, 'sql-4.x.zstd'));
  await page.waitForSelector('#view-panel-log .verdict');
  const took = Date.now() - begin;
  const { totals } = JSON.parse((await ranAsync(['observe', join(LOGS, 'sql-4.x.zstd'), '--json'])).stdout) as { totals: { tasks: number; stages: number } };
  assert.match(await text(page, '#view-panel-log pre'), new RegExp(`${totals.stages.toLocaleString('en-US')} stages, ${totals.tasks.toLocaleString('en-US')} tasks`));
  await page.click('#view-panel-log .main');
  await planned(page);
  assert.ok((await page.inputValue('#size-stages')).startsWith('[{'), 'the stages of the log are in the form');
  return `read in ${took} ms`;
}

/** As a person drops it: several parts of one folder at once, and a gzip. */
async function dropByMouse(page: Page): Promise<void> {
  await page.click('#view-tab-log');
  const parts = [1, 3, 2].map(number => `eventlog_v2_local-4.x/events_${number}_local-4.x.zstd`);
  for (const names of [parts, ['failures-4.x.gz']]) {
    const files = names.map(name => ({ name: name.split('/').pop()!, base64: readFileSync(join(LOGS, name)).toString('base64') }));
    await page.evaluate(all => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of all) transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], name));
      document.querySelector('#view-panel-log .drop')!.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, files);
    await page.waitForSelector('#view-panel-log section .verdict');
    await page.waitForFunction(() => !document.querySelector('#log-progress'));
  }
  assert.match(await text(page, '#view-panel-log .verdict'), /failed/);
}

async function noLog(page: Page): Promise<void> {
  await page.click('#view-tab-log');
  for (const [name, bytes] of [['broken.gz', [0x1f, 0x8b, 8, 1, 2, 3]], ['notes.txt', [104, 105]]] as const) {
    await page.setInputFiles('#log-file', { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
    await page.waitForFunction(file => document.querySelector('#view-panel-log .alert')?.textContent?.includes(file), name);
  }
  assert.match(await text(page, '#view-panel-log .alert'), /SZ5001/);
}

async function template(page: Page): Promise<void> {
  await page.click('#view-tab-check');
  await page.setInputFiles('#check-file', { name: 'stack.template.yaml', mimeType: 'text/yaml', buffer: Buffer.from(WRONG_TEMPLATE) });
  await page.waitForSelector('.findings li');
  const { findings } = JSON.parse(ran('check stack.template.yaml --json', { files: { 'stack.template.yaml': WRONG_TEMPLATE } }).stdout) as { findings: { id: string }[] };
  assert.equal(await page.locator('.findings > li').count(), findings.length);
  assert.match(await text(page, '.findings li .place'), /line [789]/);
  await page.click('.findings li .place button');
  assert.match(await page.evaluate(() => { const area = document.querySelector<HTMLTextAreaElement>('#check-text')!; return area.value.slice(area.selectionStart, area.selectionEnd); }), /MaximumCapacity/);
  await page.fill('#check-text', '{"not": ');
  await page.waitForSelector('#view-panel-check .alert');
}

async function shareLink(page: Page, address: string): Promise<void> {
  await planned(page);
  await state(page, 'input', '77GiB');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => undefined);
  await page.click('.actions button');
  await page.waitForFunction(() => document.querySelector('#said')?.textContent);
  const link = page.url();
  assert.match(link, /#size\?.*input=77GiB/);
  const before = await text(page, '#headline');
  const other = await page.context().newPage();
  await other.goto(link);
  await planned(other);
  assert.equal(await text(other, '#headline'), before);
  await other.goto(`${address}#size?inptu=3GiB`);
  await other.reload();
  await other.waitForSelector('.alert');
  assert.match(await text(other, '.alert'), /SZ1006.*input/);
  await other.goto(`${address}#explain?config=spark.executor.memory%202g`); // as a link in the page's own address bar
  await other.waitForFunction(() => document.querySelector('#view-panel-explain')?.textContent?.includes('2,048'));
}

async function printed(page: Page): Promise<string> {
  await planned(page);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.isVisible('form'), false, 'the form is not printed');
  assert.equal(await page.isVisible('#headline'), true);
  await shot(page, 'print');
  const pdf = await page.pdf({ format: 'A4' });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 1 && pages <= 8, `${pages} pages`);
  return `${pages} pages of A4`;
}

/** Tab until the element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 80; press++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(wanted => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`no way by keyboard to ${selector}`);
}

async function keyboard(page: Page): Promise<void> {
  await planned(page);
  await tabTo(page, '#view-tab-size');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'view-tab-explain');
  assert.equal(await page.isVisible('#view-panel-explain'), true);
  await page.keyboard.press('Home');
  await tabTo(page, '#size-input');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('50GiB');
  await tabTo(page, '#size-shuffle-slider');
  const before = await page.inputValue('#size-shuffle');
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(old => document.querySelector<HTMLInputElement>('#size-shuffle')!.value !== old, before);
  await tabTo(page, 'summary');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => (document.activeElement?.parentElement as HTMLDetailsElement).open), true);
  await tabTo(page, '#size-inputFormat');
  await tabTo(page, '#code-tab-typescript');
  await page.keyboard.press('End');
  assert.equal(await page.isVisible('#code-panel-plan'), true);
  await tabTo(page, '#code-panel-plan button');
  await planned(page);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
  assert.notEqual(outline, 'none', 'the focus is seen');
}

/** Every flow, in the order in which a person meets them. */
export const FLOWS: readonly Flow[] = [
  { name: 'size a workload', go: planForm, show: async page => planned(page) },
  { name: 'what is wrong stands beside its field', go: problems, show: async page => { await page.fill('#size-input', 'much'); await page.waitForSelector('#size-input-problems'); } },
  { name: 'sliders', go: sliders },
  { name: 'explain a configuration', go: explain, show: async page => { await page.fill('#size-input', '500GiB'); await planned(page); await page.click('#view-tab-explain'); await page.waitForSelector('.verdict'); } },
  { name: 'drop an event log', go: dropLog, show: async page => { await page.click('#view-tab-log'); await page.setInputFiles('#log-file', join(LOGS, 'spill-4.x')); await page.waitForSelector('#view-panel-log .verdict'); } },
  { name: 'drop the parts of a log, and a gzip', go: dropByMouse },
  { name: 'what is no log', go: noLog },
  { name: 'drop a template', go: template, show: async page => { await page.click('#view-tab-check'); await page.fill('#check-text', WRONG_TEMPLATE); await page.waitForSelector('.findings li'); } },
  { name: 'share a link', go: shareLink },
  { name: 'print', go: printed },
  { name: 'by keyboard alone', go: keyboard },
];
