import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');

/** The anchors of a page, as code hosts make them of its headings. */
export function anchorsOf(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/ /g, '-'));
}

/** Links of a page to files that are not there, or to headings that they do not have. */
export function brokenLinks(page: string, text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter(link => !/^[a-z]+:/.test(link));
  return links.filter(link => !resolves(page, text, link)).map(link => `${page}: ${link}`);
}

function resolves(page: string, text: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const file = join(ROOT, dirname(page), path);
  if (path && !existsSync(file)) return false;
  if (!anchor) return true;
  const target = path ? file : undefined;
  if (target && (statSync(target).isDirectory() || !target.endsWith('.md'))) return true;
  return anchorsOf(target ? readFileSync(target, 'utf8') : text).includes(anchor);
}
