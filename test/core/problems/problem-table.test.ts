import { PROBLEM_TABLE, ProblemRow } from '../../../src/core/problems/problem-table';

const ROWS: [string, ProblemRow][] = Object.entries(PROBLEM_TABLE);

describe('PROBLEM_TABLE', () => {
  test('has ids of four digits whose first is the area', () => {
    expect(ROWS.map(([id]) => id).filter(id => !/^SZ[1-6]\d{3}$/.test(id))).toEqual([]);
  });

  test('lists ids in order', () => {
    const ids = ROWS.map(([id]) => id);
    expect(ids).toEqual([...ids].sort());
  });

  test('says of every problem what it is, what lies behind it, what to do and where the rule is from', () => {
    const unfinished = ROWS.filter(([, { explanation, fix, source }]) => !/^[A-Zsm].{10,}[.]$/.test(explanation) || !/^[A-Z].{5,}[.]$/.test(fix) || source.length < 8);
    expect(unfinished).toEqual([]);
  });

  test('has each title once', () => {
    const titles = ROWS.map(([, { title }]) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index || title.length < 5 || title.endsWith('.'))).toEqual([]);
  });

  test('names sources that are pages, documents of the project or classes of Spark', () => {
    expect(ROWS.map(([, { source }]) => source).filter(source => !/^(https:\/\/|docs\/.*\.md$|Spark \d)/.test(source))).toEqual([]);
  });

  test('warns of plans that work, and fails requests and sizes that do not', () => {
    const severities = (prefix: string) => [...new Set(ROWS.filter(([id]) => id.startsWith(prefix)).map(([, { severity }]) => severity))];
    expect(severities('SZ1')).toEqual(['error']);
    expect(severities('SZ2')).toEqual(['error']);
    expect(severities('SZ31')).toEqual(['error']);
    expect(severities('SZ32')).toEqual(['warning']);
  });
});
