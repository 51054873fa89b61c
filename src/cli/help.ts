import { CommandSpec } from './command';
import { Flag } from './flag';
import { section, table } from '../report/table';
import { Style, TextOptions, styleOf, wrap } from '../report/text-style';

export const PROGRAM = 'sized-emr';

/** Help of the program: what its commands are. */
export function programHelp(specs: readonly CommandSpec[], options: TextOptions = {}): string {
  const style = styleOf(options);
  return [
    `${style.paint(PROGRAM, 'bold')} sizes Spark on Amazon EMR from what a job must do.`,
    ...section('Usage', [`  ${PROGRAM} COMMAND [FILE] [flags]`, `  ${PROGRAM} COMMAND --help`, `  ${PROGRAM} --version`], style),
    ...section('Commands', table(specs.map(({ name, summary }) => [name, summary]), [{ ink: 'cyan' }, {}], style), style),
    ...section('Exit codes', table(EXIT_CODES, [{}, {}], style), style),
  ].join('\n') + '\n';
}

export const EXIT_CODES: readonly (readonly string[])[] = [
  ['0', 'fine, warnings included'],
  ['1', 'with an answer: it will not start, or a bound is broken; without one: a demand that cannot be met'],
  ['2', 'bad usage, unreadable input'],
];

/** Help of one command: every flag, its meaning and its default, and examples. */
export function commandHelp(spec: CommandSpec, options: TextOptions = {}): string {
  const style = styleOf(options);
  return [
    `${style.paint(`${PROGRAM} ${spec.name}`, 'bold')}: ${spec.summary}`,
    ...section('Usage', spec.usage.map(line => `  ${PROGRAM} ${line}`), style),
    ...spec.about.flatMap(text => ['', ...wrap(text, style.width)]),
    ...spec.groups.flatMap(({ title, flags }) => section(title, flagLines(flags, style), style)),
    ...section('Examples', spec.examples.flatMap(({ line, does }) => [`  ${PROGRAM} ${line}`, ...wrap(does, style.width - 6).map(text => `      ${style.paint(text, 'dim')}`)]), style),
    ...section('Exit codes', table(Object.entries(spec.exits), [{}, {}], style), style),
  ].join('\n') + '\n';
}

function flagLines(flags: readonly Flag[], style: Style): string[] {
  return table(flags.map(flag => [flagText(flag), flagMeaning(flag)]), [{ ink: 'cyan' }, {}], style);
}

/** `--release LABEL`, `-o, --output FILE`. */
export function flagText({ name, short, value }: Flag): string {
  return `${short ? `${short}, ` : ''}${name}${value ? ` ${value}` : ''}`;
}

/** Meaning, words allowed, default. */
export function flagMeaning({ meaning, words, fallback, many }: Flag): string {
  return [
    meaning,
    words ? `: ${words.join(', ')}` : '',
    many ? '; may be given more than once' : '',
    fallback !== undefined ? ` (default: ${fallback})` : '',
  ].join('');
}
