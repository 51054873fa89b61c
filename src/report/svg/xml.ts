/** What an attribute may be; undefined leaves it out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Characters that XML 1.0 has no way to write, halves of surrogate pairs among them. Source: https://www.w3.org/TR/xml/#charsets */
// eslint-disable-next-line no-control-regex -- these are the characters meant
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Text as XML and HTML have it, between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"']/g, sign => ENTITIES[sign]);
}

/** An element with its children, which are written already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const open = `<${name}${Object.entries(attributes).map(attributeText).join('')}`;
  return children.length ? `${open}>${children.join('')}</${name}>` : `${open}/>`;
}

function attributeText([name, value]: readonly [string, string | number | undefined]): string {
  if (value === undefined) return '';
  return ` ${name}="${typeof value === 'number' ? coordinate(value) : escaped(value)}"`;
}

/** To a tenth of a unit: pictures are the same everywhere, and small. */
export function coordinate(value: number): number {
  return Math.round(value * 10) / 10;
}
