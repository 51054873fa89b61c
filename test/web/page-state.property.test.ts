import * as fc from 'fast-check';
import { EXPLAIN_FIELDS } from '../../web/model/explain-fields';
import { FIRST_STATE, PageState, VIEWS, hashOf, stateOf } from '../../web/model/page-state';
import { SIZE_FIELDS, Values } from '../../web/model/size-fields';

/** Any text in any fields; the address holds no halves of surrogate pairs. */
function filled(names: readonly { readonly name: string }[]): fc.Arbitrary<Values> {
  return fc.dictionary(fc.constantFrom(...names.map(({ name }) => name)), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { minKeys: 1 }).map(values => ({ ...values }));
}

const states: fc.Arbitrary<PageState> = fc.record({ view: fc.constantFrom(...VIEWS), size: filled(SIZE_FIELDS), explain: filled(EXPLAIN_FIELDS) });

test('a link brings back what the view showed', () => {
  fc.assert(fc.property(states, state => {
    const { state: read, problems } = stateOf(hashOf(state));
    expect(problems).toEqual([]);
    expect(read.view).toBe(state.view);
    if (state.view === 'size') expect(read.size).toEqual(state.size);
    if (state.view === 'explain') expect(read.explain).toEqual(state.explain);
    if (state.view === 'explain' && state.explain.play === 'yes') expect(read.size).toEqual(state.size);
  }));
});

test('a link is the same after it was read', () => {
  fc.assert(fc.property(states, state => {
    expect(hashOf(stateOf(hashOf(state)).state)).toBe(hashOf(state));
  }));
});

test('no address makes it throw, and what means nothing is said', () => {
  const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('%', '%zz', '%E0%A4', '?', '?=', '&&', '__proto__', 'size?__proto__=1', 'size?constructor=1&toString=2', 'explain?for.=1', '\u0000'));
  fc.assert(fc.property(fc.tuple(fc.constantFrom('', '#', '#size?', '#explain?', '#check?', '##'), hostile), ([start, rest]) => {
    const { state, problems } = stateOf(start + rest);
    expect(VIEWS).toContain(state.view);
    expect(Object.keys(state.size).every(name => SIZE_FIELDS.some(field => field.name === name))).toBe(true);
    expect(problems.every(({ id, path }) => /^SZ\d{4}$/.test(id) && path === 'link')).toBe(true);
  }), { numRuns: 500 });
});

test('fields that are not there, and views that are not there, are told', () => {
  expect(stateOf('#size?input=1GiB&shufle=2GiB').problems).toMatchObject([{ id: 'SZ1006', message: expect.stringContaining('shuffle') }]);
  expect(stateOf('#sizes?input=1GiB')).toMatchObject({ state: FIRST_STATE, problems: [{ id: 'SZ1005' }] });
  expect(stateOf(`#size?name=${'x'.repeat(200_000)}`)).toMatchObject({ state: FIRST_STATE, problems: [{ id: 'SZ1010' }] });
});

test('without an address the example is there; a view alone keeps what was stated', () => {
  expect(stateOf('').state).toBe(FIRST_STATE);
  const before: PageState = { ...FIRST_STATE, size: { input: '3GiB' } };
  expect(stateOf('#check', before)).toEqual({ state: { ...before, view: 'check' }, problems: [] });
});
