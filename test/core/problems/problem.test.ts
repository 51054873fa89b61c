import { fails, ok, problem, problemLine } from '../../../src/core/problems/problem';

describe('problem', () => {
  test('is an id of the table, where it is and what is wrong', () => {
    expect(problem('SZ1001', 'input', 'left out')).toEqual({ id: 'SZ1001', path: 'input', message: 'left out' });
  });
});

describe('problemLine', () => {
  test('puts the id first, then the place', () => {
    expect(problemLine({ id: 'SZ3102', path: 'finishWithin', message: 'too short' })).toBe('SZ3102 finishWithin: too short');
  });

  test('has no colon where there is no place', () => {
    expect(problemLine({ id: 'SZ1010', path: '', message: 'not a workload' })).toBe('SZ1010 not a workload');
  });
});

describe('an outcome', () => {
  test('is a value with its warnings, none unless given', () => {
    const warning = problem('SZ3205', 'output', 'small files');
    expect(ok(7)).toEqual({ ok: true, value: 7, warnings: [] });
    expect(ok(7, [warning])).toEqual({ ok: true, value: 7, warnings: [warning] });
  });

  test('fails with all problems', () => {
    const problems = [problem('SZ1001', 'input', 'left out'), problem('SZ1004', 'skew', 'too large')];
    expect(fails(problems)).toEqual({ ok: false, problems });
  });
});
