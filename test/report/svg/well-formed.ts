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
