import { diffSummary, EFFECT_TITLES, movementOf } from './diff-text';
import { escaped, table, titled } from './markdown';
import { NOT_THERE, billSentence, isSame } from './plan-diff-words';
import { DiffFinding, TemplateDiff } from '../checks/diff/diff';
import { MovedQuantity, PlanChange, PlanDiff } from '../core/planning/plan-diff';

const NONE = NOT_THERE.value;

/** What two plans differ in as Markdown for a pull request: what it costs, what moved, and why. */
export function planDiffMarkdown(diff: PlanDiff): string {
  if (isSame(diff)) return 'Both plans are the same.\n';
  return blocks([
    `**${escaped(billSentence(diff)).replace(/\.$/, '')}**`,
    changesTable('', diff.circumstances),
    titled('What moved, and why', table(['quantity', 'before', 'after', 'binds', 'because'], diff.moved.map(movedRow))),
    titled('Assumed', table(['field', 'before', 'after', 'because'], diff.assumptions.map(assumedRow))),
    titled('Settings', changesTable('setting', diff.settings)),
  ]);
}

function movedRow({ name, before, after, binds, because }: MovedQuantity): string[] {
  return [name, before ?? NONE, after ?? NONE, binds ?? '', because ?? ''];
}

function assumedRow({ name, before, after, because }: MovedQuantity): string[] {
  return [name, before ?? NOT_THERE.assumption, after ?? NOT_THERE.assumption, because ?? ''];
}

function changesTable(head: string, changes: readonly PlanChange[]): string {
  return table([head, 'before', 'after'], changes.map(({ name, before, after }) => [name, before ?? NONE, after ?? NONE]));
}

/** What two templates differ in as Markdown for a pull request. */
export function diffMarkdown(diff: TemplateDiff): string {
  return blocks([
    escaped(diffSummary(diff)),
    ...EFFECT_TITLES.map(([effect, title]) => titled(title, diff.findings.filter(one => one.effect === effect).map(findingItem).join('\n'))),
    titled('Sizes', table(['resource', 'size', 'before', 'after'], diff.sizes.map(({ logicalId, size, before, after }) => [logicalId, size, before ?? NONE, after ?? NONE]))),
  ]);
}

function findingItem({ id, logicalId, type, message, changes, source }: DiffFinding): string {
  const moved = changes.map(change => `  - ${escaped(`${change.path}: ${movementOf(change)}`)}`);
  return [`- **${id}** ${escaped(logicalId)} (${escaped(type)}): ${escaped(message)} (${sourceLink(source)})`, ...moved].join('\n');
}

function sourceLink(source: string): string {
  return /^https:\/\/[^\s()]+$/.test(source) ? `[source](${source})` : escaped(source);
}

function blocks(all: readonly string[]): string {
  return all.filter(Boolean).join('\n\n') + '\n';
}
