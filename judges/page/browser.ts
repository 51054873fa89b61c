/// <reference lib="dom" />
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, Page, chromium } from 'playwright-core';

const SHOTS = join(__dirname, '..', '..', 'test-reports', 'page');

/** Telephone, tablet, desk. */
export const WIDTHS = [360, 800, 1280] as const;
export const SCHEMES = ['light', 'dark'] as const;

export interface Setting {
  readonly width: number;
  readonly scheme: typeof SCHEMES[number];
}

export async function launch(): Promise<Browser> {
  mkdirSync(SHOTS, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A page with everything that it asked for and complained of. */
export interface Watched {
  readonly page: Page;
  readonly requests: string[];
  readonly errors: string[];
}

export async function open(browser: Browser, address: string, { width, scheme }: Setting = { width: 1280, scheme: 'light' }): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', request => requests.push(request.url()));
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) errors.push(message.text()); });
  page.on('pageerror', error => errors.push(error.message));
  page.setDefaultTimeout(30_000);
  await page.goto(address);
  return { page, requests, errors };
}

/** Until the plan of what the form says now is there. */
export async function planned(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('#view-panel-size .result')?.getAttribute('aria-busy') === 'false' && document.querySelector('#headline'));
}

export async function shot(page: Page, name: string, whole = true): Promise<void> {
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: whole });
}
