import { section, table } from './table';
import { Ink, Style, TextOptions, counted, styleOf, wrap } from './text-style';
import { DiffChange, DiffFinding, Effect, TemplateDiff } from '../checks/diff/diff';
import { shown } from '../core/problems/json-value';

/** Each effect under its heading, the worst first. */
export const EFFECT_TITLES: readonly (readonly [effect: Effect, title: string, ink: Ink])[] = [
  ['refused', 'CloudFormation refuses', 'red'],
  ['replaced', 'Replaced', 'red'],
  ['removed', 'Deleted', 'red'],
  ['may-be-replaced', 'May be replaced', 'yellow'],
  ['refused-while-started', 'Refused while the application is STARTED', 'yellow'],
];

/** What two templates differ in as text: what is replaced, deleted or refused, and what moved in the sizes. */
export function diffText(diff: TemplateDiff, options: TextOptions = {}): string {
  const style = styleOf(options);
  return [
    ...wrap(diffSummary(diff), style.width),
    ...EFFECT_TITLES.flatMap(([effect, title, ink]) => section(title, findings(diff, effect, ink, style), style)),
    ...section('Sizes', sizes(diff, style), style),
  ].join('\n') + '\n';
}

/** The answer in a sentence. */
export function diffSummary({ resources, findings: all, sizes: moved, updatedInPlace }: TemplateDiff): string {
  if (resources.old + resources.new === 0) return 'Neither template has a resource of EMR.';
  const inPlace = updatedInPlace ? `${counted(updatedInPlace, 'change')} in place` : 'no change in place';
  if (all.length) return `${counted(all.length, 'finding')}: what is replaced, deleted or refused. Besides, ${inPlace}; ${counted(moved.length, 'size')} moved.`;
  return `Nothing is replaced, deleted or refused; ${inPlace}; ${counted(moved.length, 'size')} moved.`;
}

function findings({ findings: all }: TemplateDiff, effect: Effect, ink: Ink, style: Style): string[] {
  return all.filter(one => one.effect === effect).flatMap(one => findingLines(one, ink, style));
}

function findingLines({ id, logicalId, type, message, source, changes }: DiffFinding, ink: Ink, style: Style): string[] {
  return [
    `  ${style.paint(id, ink)} ${style.paint(logicalId, 'bold')} ${style.paint(type, 'dim')}`,
    ...wrap(message, style.width - 4).map(line => `    ${line}`),
    ...changes.flatMap(change => wrap(`${change.path}: ${movementOf(change)}`, style.width - 6)).map(line => `      ${style.paint(line, 'dim')}`),
    `      ${style.paint(source, 'dim')}`,
  ];
}

/** How a value moved, or why it does. */
export function movementOf({ before, after, because }: DiffChange): string {
  return because ?? `${word(before)} → ${word(after)}`;
}

function word(value: unknown): string {
  return value === null ? 'left out' : shown(value);
}

function sizes({ sizes: all }: TemplateDiff, style: Style): string[] {
  const rows = all.map(({ logicalId, size, before, after }) => [logicalId, size, `${before ?? 'left out'} → ${after ?? 'left out'}`]);
  return table(rows, [{ ink: 'cyan' }, {}, {}], style);
}
