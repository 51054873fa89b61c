import { ALL_CASES } from './all-cases';
import { LEGAL_TEMPLATE } from './legal-templates';
import { findingsOf, patched } from './rule-case';
import { PROBLEM_TABLE } from '../../src/core/problems/problem-table';

const RULES = Object.keys(PROBLEM_TABLE).filter(id => /^SZ6[0-8]/.test(id));

test('the templates that the cases change have no finding', () => {
  expect(findingsOf(LEGAL_TEMPLATE)).toEqual([]);
});

test.each(RULES)('%s has a case', id => {
  expect(ALL_CASES.map(one => one.id)).toContain(id);
});

describe.each(ALL_CASES.map(one => [`${one.id} ${one.what}`, one] as const))('%s', (_, { id, fires, at, says, close, also = [] }) => {
  test('is found, at the value at fault, and nothing else', () => {
    const findings = findingsOf(patched(fires));
    expect(findings.map(({ id: other }) => other).filter(other => !also.includes(other as typeof id))).toEqual([id]);
    const { path, message, severity, fix, source } = findings.find(one => one.id === id)!;
    expect(path).toBe(`/Resources${at}`);
    expect(message).toMatch(says);
    expect({ severity, fix, source }).toEqual({ severity: PROBLEM_TABLE[id].severity, fix: PROBLEM_TABLE[id].fix, source: PROBLEM_TABLE[id].source });
  });

  test('is not found in what comes close', () => {
    expect(findingsOf(patched(close))).toEqual([]);
  });
});
