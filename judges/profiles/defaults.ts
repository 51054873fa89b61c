import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredRun } from './measured-run';
import { LowMidHigh } from '../../src/core/catalog/rows';
import { LEAST_RUNS, MeasuredRule, defaultFrom, figuresOf, readMeasured, readRules, runsOf } from '../../tools/measured-profiles';

/** Writes into data/profiles.jsonc what its rules make of data/measured-profiles.jsonc; needs no Spark. */
const FILE = join(__dirname, '..', '..', 'data', 'profiles.jsonc');

function shown(value: number | LowMidHigh): string {
  return typeof value === 'number' ? `${value}` : `{ "low": ${value.low}, "mid": ${value.mid}, "high": ${value.high} }`;
}

/** The text with the figure of a rule in its row: a profile's, or that of all. */
export function withDefault(text: string, { profile, field }: MeasuredRule, value: number | LowMidHigh): string {
  const isRow = (line: string) => !line.includes('"percentile"') && (profile ? line.includes(`{ "profile": "${profile}"`) : line.includes('{ "shuffleTotalToShuffle"'));
  const figure = new RegExp(`("${field}": )(\\{[^}]*\\}|[\\d.]+)`);
  return text.split('\n').map(line => isRow(line) ? line.replace(figure, `$1${shown(value)}`) : line).join('\n');
}

/** The text with what rules make of runs; a figure of too few runs stays, and is said. */
export function withDefaults(text: string, rules: readonly MeasuredRule[], runs: readonly MeasuredRun[], say: (line: string) => void): string {
  return rules.reduce((before, rule) => {
    const ofRule = runsOf(rule.profile, runs);
    const count = figuresOf(rule.field, ofRule).length;
    if (count >= LEAST_RUNS) return withDefault(before, rule, defaultFrom(rule, ofRule));
    say(`${rule.profile ?? 'all profiles'} ${rule.field}: ${count} runs tell of it, ${LEAST_RUNS} are needed: left as it was`);
    return before;
  }, text);
}

if (require.main === module) {
  writeFileSync(FILE, withDefaults(readFileSync(FILE, 'utf8'), readRules(), readMeasured().runs.rows, line => console.log(line)));
}
