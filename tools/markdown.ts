/** A block of code. */
export function fence(lines: readonly string[], language = 'text'): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

/** Rows under a head. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
}
