/** An element as it stands in the text. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const TAG = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>/y;
const TEXT = /(?:[^<>&]|&(?:amp|lt|gt|quot|#39|#\d+);)+/y;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;

/** Throws where tags are not balanced, an attribute is given twice, or a sign is not escaped; answers the elements. */
export function wellFormed(xml: string, voids: readonly string[] = []): Tag[] {
  const open: string[] = [];
  const tags: Tag[] = [];
  for (let at = 0; at < xml.length;) {
    TEXT.lastIndex = TAG.lastIndex = at;
    const text = TEXT.exec(xml);
    const tag = text ? null : TAG.exec(xml);
    if (!text && !tag) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`);
    if (tag) read(tag, open, tags, voids);
    at += (text ?? tag!)[0].length;
  }
  if (open.length) throw new Error(`left open: ${open.join(', ')}`);
  return tags;
}

function read([whole, closes, name, text, empty]: RegExpExecArray, open: string[], tags: Tag[], voids: readonly string[]): void {
  if (closes) {
    if (open.pop() !== name) throw new Error(`${whole} closes nothing`);
    return;
  }
  const attributes = [...text.matchAll(ATTRIBUTE)].map(match => [match[1], match[2]] as const);
  if (new Set(attributes.map(([key]) => key)).size !== attributes.length) throw new Error(`an attribute twice: ${whole}`);
  tags.push({ name, attributes: Object.fromEntries(attributes) });
  if (!empty && !voids.includes(name)) open.push(name);
}

interface Words {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

const TEXT_ELEMENT = /<text x="([-\d.]+)" y="([-\d.]+)"((?: [\w-]+="[^"]*")*)>([^<]*)<\/text>/g;
const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Every text of a picture with the room that it takes, by the mean width of the letters of a usual font. */
function placedWords(body: string): Words[] {
  return [...body.matchAll(TEXT_ELEMENT)].map(([, x, y, attributes, escapedWords]) => {
    const words = escapedWords.replace(/&(?:#39|\w+);/g, sign => SIGNS[sign.slice(1, -1)] ?? '\'');
    const px = attributes.includes('sz-title') ? 15 : attributes.includes('sz-small') ? 11 : 13;
    const size = words.length * px * 0.52;
    const left = attributes.includes('"middle"') ? Number(x) - size / 2 : attributes.includes('"end"') ? Number(x) - size : Number(x);
    return { words, left, right: left + size, y: Number(y) };
  });
}

/** No text lies on another one, and none leaves the picture. */
export function expectApart({ body, width, height }: { readonly body: string; readonly width: number; readonly height: number }): void {
  const all = placedWords(body);
  const faults = all.flatMap((one, index) => [
    ...one.left < 0 || one.right > width || one.y < 8 || one.y > height ? [`outside: ${one.words}`] : [],
    ...all.slice(index + 1).filter(other => Math.abs(other.y - one.y) < 9 && other.left < one.right && one.left < other.right).map(other => `${one.words} / ${other.words}`),
  ]);
  expect(faults).toEqual([]);
}
