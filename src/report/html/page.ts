import { PICTURE_STYLE } from '../svg/inks';
import { Picture, WIDTHS, inlineSvg } from '../svg/picture';
import { element, escaped } from '../svg/xml';

/** Nothing is asked of anybody, so a reader can check that; only styles of the page itself are applied. */
const POLICY = 'default-src \'none\'; style-src \'unsafe-inline\'';

const COLOURS = {
  light: ':root{--paper:#fff;--text:#1f2328;--dim:#59636e;--line:#d1d9e0;--code:#f6f8fa;--warn:#9a6700}',
  dark: ':root{--paper:#0d1117;--text:#e6edf3;--dim:#9198a1;--line:#3d444d;--code:#151b23;--warn:#d29922}',
};

const STYLE = `${COLOURS.light}@media screen and (prefers-color-scheme:dark){${COLOURS.dark}}`
  + ':root{color-scheme:light dark}body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:52rem;background:var(--paper);color:var(--text);'
  + 'font:1rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin:2rem 0 .5rem}'
  + '.lead{font-size:1.1rem}table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0 1rem}'
  + 'th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);overflow-wrap:break-word}'
  + 'main{overflow-wrap:break-word}tbody th,thead th{font-weight:600}pre{background:var(--code);padding:.75rem 1rem;overflow-x:auto;white-space:pre-wrap;'
  + 'overflow-wrap:anywhere;font-size:.85rem}.warn strong{color:var(--warn)}svg{display:block;height:auto}.wide svg{width:104.2%;margin:.5rem -2.1%}.narrow svg{width:108%;margin:.5rem -4%}.narrow{display:none}'
  + `@media screen and (max-width:${WIDTHS.wide * 0.85}px){.wide{display:none}.narrow{display:block}`
  + '.stacked thead{display:none}.stacked tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}.stacked th,.stacked td{display:block;padding:0;border:0}'
  + '.stacked td:not(:last-child){color:var(--dim)}}'
  + '@media print{body{max-width:none;padding:0;font-size:10pt}h2,h1{break-after:avoid}tr,svg,pre{break-inside:avoid}.wide svg{width:100%;margin:.5rem 0}}';

/** A page that is one file: styles and pictures are in it, and nothing is loaded. */
export function htmlPage(title: string, body: readonly string[]): string {
  const head = [
    '<meta charset="utf-8">', `<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">', `<title>${escaped(title)}</title>`, `<style>${STYLE}${PICTURE_STYLE}</style>`,
  ];
  return ['<!DOCTYPE html>', '<html lang="en">', '<head>', ...head, '</head>', '<body>', '<main>', ...body.filter(Boolean), '</main>', '</body>', '</html>', ''].join('\n');
}

/** A heading with what stands below it; nothing where nothing does. */
export function titled(title: string, ...body: readonly string[]): string {
  const there = body.filter(Boolean);
  return there.length ? [element('h2', {}, escaped(title)), ...there].join('\n') : '';
}

export function paragraph(text: string, look?: string): string {
  return text && element('p', { class: look }, escaped(text));
}

/** A table; the first cell of a row is its heading. Without a head the rows speak for themselves. A stacked one has its cells below each other on a narrow screen. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[], look?: 'stacked'): string {
  if (!rows.length) return '';
  const heads = head.map(cell => cell ? element('th', { scope: 'col' }, escaped(cell)) : '<td></td>');
  const body = rows.map(([first, ...cells]) => element('tr', {}, element('th', { scope: 'row' }, escaped(first)), ...cells.map(cell => element('td', {}, escaped(cell)))));
  return element('table', { class: look }, ...heads.length ? [element('thead', {}, element('tr', {}, ...heads))] : [], element('tbody', {}, ...body));
}

export function preformatted(text: string): string {
  return text && element('pre', {}, escaped(text));
}

/** Points; none where there are none. */
export function points(texts: readonly string[]): string {
  return texts.length ? element('ul', {}, ...texts.map(text => element('li', {}, escaped(text)))) : '';
}

/** A picture in both widths, of which the page shows the one that fits. */
export function figure(draw: (width: number) => Picture): string {
  return (['wide', 'narrow'] as const).map(width => element('div', { class: width }, inlineSvg(draw(WIDTHS[width]), `-${width}`))).join('\n');
}
