import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEM_TABLE } from '../../src/core/problems/problem-table';
import { rulesFile } from '../../tools/generate-rules';
import { staleFiles } from '../../tools/generated-files';

const ROOT = join(__dirname, '..', '..');

describe('RULES.md', () => {
  test('is what is committed: regenerating changes nothing', () => {
    expect(staleFiles(ROOT, [rulesFile(PROBLEM_TABLE)])).toEqual([]);
  });

  test('has one heading for each id of the table, in order', () => {
    const headings = rulesFile(PROBLEM_TABLE).content.split('\n').filter(line => line.startsWith('### ')).map(line => line.slice(4));
    expect(headings).toEqual(Object.keys(PROBLEM_TABLE).sort());
  });

  test('is there to be found by the package and by readers', () => {
    expect(existsSync(join(ROOT, 'RULES.md'))).toBe(true);
  });
});

describe('rulesFile', () => {
  test('writes a row as heading, title, explanation, fix and source', () => {
    const row = { severity: 'warning' as const, title: 'small & fast', explanation: 'A <b> is no tag.', fix: 'Take 8.', source: 'https://example.com/a' };
    const { content } = rulesFile({ SZ3201: row, SZ1001: { ...row, source: 'docs/a.md' }, SZ2001: { ...row, source: 'Spark 3.5 A.b' } });
    const rules = content.slice(content.indexOf('## Request'));
    expect(rules).toMatchInlineSnapshot(`
"## Request: what was asked for cannot be read

### SZ1001

**small &amp; fast** (warning)

A &lt;b&gt; is no tag.

Fix: Take 8.

Source: [docs/a.md](docs/a.md)

## Fit: the service or Spark would refuse it

### SZ2001

**small &amp; fast** (warning)

A &lt;b&gt; is no tag.

Fix: Take 8.

Source: Spark 3.5 A.b

## Plan: no plan, or one worth a second look

### SZ3201

**small &amp; fast** (warning)

A &lt;b&gt; is no tag.

Fix: Take 8.

Source: <https://example.com/a>
"
`);
  });
});

describe('the problem table', () => {
  const rows = Object.entries(PROBLEM_TABLE);

  test('says of every id what, why, what to do and where it comes from', () => {
    const mute = rows.filter(([, row]) => [row.title, row.explanation, row.fix, row.source].some(text => text.trim().length < 5));
    expect(mute).toEqual([]);
  });

  test('numbers its ids SZ1xxx to SZ6xxx', () => {
    expect(rows.map(([id]) => id).filter(id => !/^SZ[1-6]\d{3}$/.test(id))).toEqual([]);
  });

  test('titles begin with a small letter and explanations with a capital, and only explanations and fixes end in a full stop', () => {
    const odd = rows.filter(([, { title, explanation, fix }]) => /\.$/.test(title) || /^[A-Z](?!MR)[a-z]/.test(title) || !/\.$/.test(explanation) || !/\.$/.test(fix));
    expect(odd).toEqual([]);
  });
});
