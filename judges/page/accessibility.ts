import { readFileSync } from 'node:fs';
import { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly target: readonly unknown[] }[] }[];
}

/** What axe-core finds on the page as it is now, by the rules of WCAG 2.2 A and AA and by its own best practices. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })') as AxeResults;
  return violations.map(({ id, help, nodes }) => `${id} (${help}) at ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join('; ')}`);
}
