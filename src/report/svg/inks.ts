/** A colour on white and on dark paper; each is at least 3 : 1 against its paper, as WCAG asks of graphics. */
interface Ink {
  readonly light: string;
  readonly dark: string;
}

const GREEN = { light: '#1a7f37', dark: '#3fb950' };
const BLUE = { light: '#0969da', dark: '#58a6ff' };

/** By the name of what is drawn: regions of memory first. */
const INKS: Readonly<Record<string, Ink>> = {
  'reserved': { light: '#6e7781', dark: '#8b949e' },
  'survivor': { light: '#6e7781', dark: '#8b949e' },
  'user': { light: '#1b7c83', dark: '#39c5cf' },
  'storage': BLUE,
  'execution': GREEN,
  'shuffle': GREEN,
  'unroll': { light: '#4f46e5', dark: '#a5a0ff' },
  'off-heap': { light: '#8250df', dark: '#bc8cff' },
  'Python': { light: '#cf222e', dark: '#ff7b72' },
  'overhead': { light: '#9a6700', dark: '#d29922' },
  'executor': BLUE,
  'heap': GREEN,
  'master': { light: '#bf3989', dark: '#f778ba' },
  'task': GREEN,
  'spill': { light: '#cf222e', dark: '#ff7b72' },
  'warm': { light: '#9a6700', dark: '#d29922' },
  'waiting': { light: '#6e7781', dark: '#8b949e' },
  'pick': GREEN,
  'other': { light: '#6e7781', dark: '#8b949e' },
};
const PAPER: Ink = { light: '#ffffff', dark: '#0d1117' };
const TEXT: Ink = { light: '#1f2328', dark: '#e6edf3' };
const DIM: Ink = { light: '#59636e', dark: '#9198a1' };

/** The class of what is drawn; what has no ink of its own is drawn as others are. */
export function inkClass(name: string): string {
  return `sz-${name in INKS ? name : 'other'}`;
}

function coloured(scheme: keyof Ink): string {
  const inks = Object.entries(INKS).map(([name, ink]) => `.sz-${name}{fill:${ink[scheme]};stroke:${ink[scheme]}}`);
  return [
    `.sz text{fill:${TEXT[scheme]}}.sz .sz-dim{fill:${DIM[scheme]}}.sz-line,.sz-idle{stroke:${DIM[scheme]}}.sz-paper{fill:${PAPER[scheme]}}`,
    ...inks,
  ].join('');
}

/** Fills are faint and borders full, so that text on them reads in either scheme. */
const SHAPES = '.sz text{font:13px system-ui,-apple-system,"Segoe UI",sans-serif;stroke:none}.sz .sz-title{font-size:15px;font-weight:600}.sz .sz-small{font-size:11px}'
  + '.sz rect,.sz-area{fill-opacity:.22}.sz .sz-paper{fill-opacity:1}.sz-solid,.sz rect.sz-solid{fill-opacity:.75}.sz .sz-hollow{fill-opacity:0}'
  + '.sz-line{fill:none}.sz .sz-idle{fill:none;stroke-dasharray:4 3}.sz-dashed{stroke-dasharray:2 3}';

/** Of every picture. Paper is white when printed. */
export const PICTURE_STYLE = `${SHAPES}${coloured('light')}@media screen and (prefers-color-scheme:dark){${coloured('dark')}}`;
