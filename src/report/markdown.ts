/** Pieces of GitHub's Markdown. */

/** A heading with what stands below it; nothing where nothing does. */
export function titled(title: string, body: string): string {
  return body && `## ${title}\n\n${body}`;
}

/** A table; nothing without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (!rows.length) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What would end a cell or begin a tag, a link, code or emphasis is written as text. */
export function escaped(text: string): string {
  return text.replace(/[\\|*[`]/g, '\\$&').replace(/</g, '&lt;').replace(/\s+/g, ' ');
}
