import { Arguments, hasFlag } from './flag';
import { EXIT, Io } from './io';
import { Problem, problemLine } from '../core/problems/problem';
import { TextOptions } from '../report/text-style';

const WIDEST = 100;

/** How text is rendered for this reader: colours only on a terminal that wants them. */
export function textOptions({ isTTY, columns, env }: Io): TextOptions {
  if (!isTTY) return {};
  const colour = !env.NO_COLOR && env.TERM !== 'dumb'; // https://no-color.org
  return { colour, ...columns ? { width: Math.min(columns, WIDEST) } : {} };
}

/** Problems that stand in the way of an answer: one line each on stderr, nothing on stdout. */
export function refuse(problems: readonly Problem[], io: Io): number {
  io.stderr(problems.map(one => `${problemLine(one).replace(/\s*\n\s*/g, ' ')}\n`).join(''));
  return problems.some(({ id }) => /^SZ(1|4|50)/.test(id)) ? EXIT.usage : EXIT.findings;
}

/** With words that are no flags only what the other flags say is to be trusted: neither what seems left out, nor files. */
export function allProblems(args: Arguments, others: readonly Problem[]): Problem[] {
  const kept = args.problems.length ? others.filter(({ id, path }) => id !== 'SZ1001' && path.startsWith('--')) : others;
  return [...args.problems, ...kept];
}

/** Warnings and progress, unless they are not wanted. */
export function tell(lines: readonly string[], args: Arguments, io: Io): void {
  if (!hasFlag(args, '--quiet')) io.stderr(lines.map(line => `${line}\n`).join(''));
}

export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
