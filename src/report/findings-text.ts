import { section } from './table';
import { Ink, Style, TextOptions, counted, styleOf, wrap } from './text-style';
import { FindPosition, Finding, Findings, Position, SEVERITIES } from '../checks/findings';
import { Severity } from '../core/problems/problem-table';

const INKS: Readonly<Record<Severity, Ink>> = { error: 'red', warning: 'yellow', note: 'cyan' };

/** How findings look, and where they stand in their files. */
export interface FindingsTextOptions extends TextOptions {
  readonly positionOf?: FindPosition;
}

/** Findings as text: template by template, the worst first. */
export function findingsText(all: Findings, options: FindingsTextOptions = {}): string {
  const style = styleOf(options);
  const templates = [...new Set(all.findings.map(({ template }) => template))];
  return [
    ...wrap(summary(all), style.width),
    ...templates.flatMap(template => {
      const own = all.findings.filter(one => one.template === template);
      return section(template, findingLines(own, style, options.positionOf), style);
    }),
  ].join('\n') + '\n';
}

function summary({ checked, findings }: Findings): string {
  const where = `${counted(checked.resources, 'resource')} of EMR in ${counted(checked.templates, 'template')}`;
  if (!findings.length) return checked.resources ? `No finding: ${where}.` : `${where}: nothing to check.`;
  const counts = [...SEVERITIES].reverse().map(severity => [findings.filter(one => one.severity === severity).length, severity] as const);
  return `${counts.filter(([count]) => count > 0).map(([count, severity]) => counted(count, severity)).join(', ')}: ${where}.`;
}

function findingLines(findings: readonly Finding[], style: Style, positionOf?: FindPosition): string[] {
  const worstFirst = [...findings].sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  return worstFirst.flatMap(one => lines(one, style, positionOf?.(one.template, one.path)));
}

function lines({ id, severity, resource, path, message, fix }: Finding, style: Style, position?: Position): string[] {
  const place = position ? `${position.line}:${position.column} ` : '';
  return [
    `  ${place}${style.paint(`${severity} ${id}`, INKS[severity])} ${style.paint(resource, 'bold')} ${style.paint(path, 'dim')}`,
    ...wrap(message, style.width - 4).map(line => `    ${line}`),
    ...wrap(fix, style.width - 4).map(line => `    ${style.paint(line, 'dim')}`),
  ];
}
