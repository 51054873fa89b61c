import { PICTURE_STYLE, inkClass } from './inks';
import { Attributes, element, escaped } from './xml';
import { wrap } from '../text-style';

/** One picture with its text alternative. */
export interface Picture {
  /** Distinct among the pictures of one page. */
  readonly key: string;
  readonly title: string;
  /** What a person who does not see it should know. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  /** SVG without its root. */
  readonly body: string;
}

/** For a page of text, and for a telephone. */
export const WIDTHS = { wide: 760, narrow: 400 } as const;
/** Left and right of everything. */
export const MARGIN = 16;
export const TEXT_PX = 13;
export const SMALL_PX = 11;
/** Mean width of a letter in ems, of the wider fonts that a reader may have: what fits with it, fits. */
const LETTER_EM = 0.58;

export function textWidth(words: string, px: number = TEXT_PX): number {
  return words.length * px * LETTER_EM;
}

/** Text on lines of at most `width` units. */
export function wrapped(words: string, width: number, px: number = TEXT_PX): string[] {
  return wrap(words, Math.max(8, Math.floor(width / (px * LETTER_EM))));
}

export function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escaped(words));
}

/** Lines below each other, the first at `y`. */
export function lines(x: number, y: number, words: readonly string[], attributes: Attributes = {}): string {
  return words.map((line, index) => text(x, y + index * LINE, line, attributes)).join('');
}

export const LINE = 18;

/** A rectangle in the ink of what it stands for. */
export function box(ink: string, place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }, more = ''): string {
  return element('rect', { class: `${inkClass(ink)}${more && ` ${more}`}`, ...place, rx: 2 });
}

/** One picture as a part of a page, whose style has `PICTURE_STYLE`. */
export function inlineSvg(picture: Picture, suffix = ''): string {
  const ids = { title: `${picture.key}${suffix}-t`, description: `${picture.key}${suffix}-d` };
  return element('svg', rootAttributes(picture, ids), alternative(picture, ids), picture.body);
}

/** Pictures below each other as one file of its own. */
export function svgDocument(title: string, pictures: readonly Picture[]): string {
  const width = Math.max(...pictures.map(picture => picture.width));
  const height = pictures.reduce((sum, picture) => sum + picture.height, 0);
  const ids = { title: 't', description: 'd' };
  const words = { title, description: pictures.map(({ description }) => description).join(' ') };
  let top = 0;
  const parts = pictures.map(picture => {
    const part = element('g', { transform: `translate(0 ${top})` }, picture.body);
    top += picture.height;
    return part;
  });
  const paper = element('rect', { class: 'sz-paper', x: 0, y: 0, width, height });
  return `${element('svg', rootAttributes({ width, height }, ids), alternative(words, ids), element('style', {}, PICTURE_STYLE), paper, ...parts)}\n`;
}

interface Ids {
  readonly title: string;
  readonly description: string;
}

function rootAttributes({ width, height }: Pick<Picture, 'width' | 'height'>, ids: Ids): Attributes {
  return { 'xmlns': 'http://www.w3.org/2000/svg', 'class': 'sz', 'viewBox': `0 0 ${width} ${height}`, 'role': 'img', 'aria-labelledby': `${ids.title} ${ids.description}` };
}

function alternative({ title, description }: Pick<Picture, 'title' | 'description'>, ids: Ids): string {
  return element('title', { id: ids.title }, escaped(title)) + element('desc', { id: ids.description }, escaped(description));
}
