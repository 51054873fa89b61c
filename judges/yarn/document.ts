import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Case, NEWEST, Trial, advisorCases, clusterCase, trials, workingTypes } from './cases';
import { FORMULAS, Formula } from './formulas';
import { Verdict } from './resource-manager';
import { simulateYarn } from '../../src/core/simulation/yarn';
import { sum } from '../../src/core/units';

const ROOT = join(__dirname, '..', '..');

/** Text between the marks `<!-- name -->` and `<!-- /name -->` of a file. */
export interface Block {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

/** Clusters on which the formulas are shown one by one. */
export const CLUSTERS: readonly (readonly [type: string, nodes: number])[] = [
  ['r5.12xlarge', 19], ['m5.4xlarge', 10], ['c5.9xlarge', 5], ['r6g.16xlarge', 4], ['i3.8xlarge', 6], ['m5.xlarge', 3],
];

/** What published formulas are asked. */
export interface Questions {
  readonly published: readonly Trial[];
  readonly clusters: readonly { readonly formula: Formula; readonly type: string; readonly nodes: number; readonly one: ReturnType<typeof clusterCase> }[];
  readonly advisor: readonly { readonly type: string; readonly cases: readonly { readonly promised: number; readonly judged: Case }[] }[];
}

/** What the ResourceManager answered, by question. */
export interface Judged extends Questions {
  readonly verdictOf: ReadonlyMap<Case, Pick<Verdict, 'granted' | 'perNode' | 'usedMiB' | 'refused'>>;
}

export function publishedQuestions(): Questions {
  return {
    published: trials(),
    clusters: FORMULAS.flatMap(formula => CLUSTERS.map(([type, nodes]) => ({ formula, type, nodes, one: clusterCase(formula, type, nodes) }))),
    advisor: CLUSTERS.map(([type]) => ({ type, cases: advisorCases(type) })),
  };
}

export function casesOf({ published, clusters, advisor }: Questions): Case[] {
  return [
    ...published.map(({ theirs }) => theirs),
    ...clusters.flatMap(({ one }) => one ? [one.judged] : []),
    ...advisor.flatMap(({ cases }) => cases.map(({ judged }) => judged)),
  ];
}

/** What published formulas lose. */
export function packingBlock(judged: Judged): Block {
  return { file: 'docs/yarn-packing.md', name: 'judged', text: [everyType(judged), clusterTable(judged), advisorTable(judged)].join('\n\n') };
}

export function isStale(block: Block): boolean {
  return readFileSync(join(ROOT, block.file), 'utf8') !== fileWith(block);
}

export function writeBlock(block: Block): void {
  writeFileSync(join(ROOT, block.file), fileWith(block));
}

function fileWith({ file, name, text }: Block): string {
  const before = readFileSync(join(ROOT, file), 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  return `${before.slice(0, before.indexOf(begin))}${begin}\n${text}\n${before.slice(before.indexOf(end))}`;
}

/** What is left of a promise on a node without the master. */
interface Kept {
  readonly promised: number;
  readonly placed: number;
  readonly idle: number;
}

function everyType({ published, verdictOf }: Judged): string {
  const rows = FORMULAS.flatMap(formula => {
    const asked = published.filter(trial => trial.formula === formula);
    const theirs = asked.map(({ theirs: one, promise }) => {
      const { perNode, usedMiB } = verdictOf.get(one)!;
      return kept(one, promise.executors, perNode?.slice(-1)[0][0] ?? 0, usedMiB!.slice(-1)[0]);
    });
    const ours = asked.map(({ ours: own, promise }) => {
      const [one] = own(promise.executors);
      const { perNode } = simulateYarn(one.request);
      const last = perNode[perNode.length - 1];
      return kept(one, promise.executors, last.executors, last.usedMiB);
    });
    return [row(formula.name, theirs), row('— this library, as many a node', ours)];
  });
  const head = ['', 'types with an answer', 'a node takes fewer than promised', 'lost there, mean', 'none runs', 'idle, median', 'idle, worst'];
  return `${workingTypes(NEWEST).length} instance types whose nodes can run containers, three nodes each, what the last node took of what was promised:\n\n${table(head, rows)}`;
}

function kept({ request }: Case, promised: number, placed: number, usedMiB: number): Kept {
  return { promised, placed: Math.min(placed, promised), idle: 1 - usedMiB / request.groups[0].memoryMiB };
}

function row(name: string, all: readonly Kept[]): (string | number)[] {
  const short = all.filter(({ promised, placed }) => placed < promised);
  const lost = short.length ? sum(short.map(({ promised, placed }) => 1 - placed / promised)) / short.length : 0;
  const idle = all.map(one => one.idle).sort((a, b) => a - b);
  const none = all.filter(({ placed }) => placed === 0).length;
  return [name, all.length, short.length, percent(lost), none, percent(idle[Math.floor(idle.length / 2)]), percent(idle[idle.length - 1])];
}

function clusterTable({ clusters, verdictOf }: Judged): string {
  const names = [...new Set(clusters.map(({ type, nodes }) => `${nodes} × ${type}`))];
  const rows = FORMULAS.map(formula => [formula.name, ...clusters.filter(one => one.formula === formula).map(({ one }) => {
    if (!one) return 'no answer';
    const granted = verdictOf.get(one.judged)!.granted?.[0] ?? 0;
    return granted < one.asked ? `${one.asked} → **${granted}**` : `${one.asked}`;
  })]);
  return `Executors promised (one place left for the driver) and granted, on clusters of one type:\n\n${table(['', ...names], rows)}`;
}

function advisorTable({ advisor, verdictOf }: Judged): string {
  const rows = advisor.map(({ type, cases }) => {
    const lost = cases.filter(({ promised, judged }) => (verdictOf.get(judged)!.perNode?.slice(-1)[0][0] ?? 0) < promised);
    const refused = cases.filter(({ judged }) => verdictOf.get(judged)!.refused !== undefined);
    return [type, cases.length, lost.length, refused.length];
  });
  const head = ['', 'cores 4 to 8 × heaps of 2 to 64 GB with an answer', 'a node takes fewer than counted', 'of them refused: the job never starts'];
  return `aws-emr-advisor counts memory − 4 GB by heap × 1.1, writes those 4 GB into yarn-site, and sets no overhead, so that EMR takes 18.75 %:\n\n${table(head, rows)}`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
