import { nearestWord } from '../../../src/core/problems/nearest';

describe('nearestWord', () => {
  const words = ['shuffle', 'shuffleTotal', 'skew', 'input', 'inputFiles'];

  test.each([
    ['one letter too many', 'shufffle', 'shuffle'],
    ['one too few', 'shufle', 'shuffle'],
    ['one wrong', 'shaffle', 'shuffle'],
    ['two letters turned', 'skwe', 'skew'],
    ['another case', 'INPUTFILES', 'inputFiles'],
    ['the word itself', 'skew', 'skew'],
    ['two edits', 'inputt_', 'input'],
    ['two missing at the front', 'uffle', 'shuffle'],
  ])('finds a word with %s', (_what, got, word) => {
    expect(nearestWord(got, words)).toBe(`; did you mean ${word}?`);
  });

  test('prefers the nearer of two, and the first of two as near', () => {
    expect(nearestWord('inpot', ['inxxt', 'input'])).toBe('; did you mean input?');
    expect(nearestWord('ab', ['ac', 'ad'])).toBe('; did you mean ac?');
  });

  test('says nothing where no word is within two edits', () => {
    expect(nearestWord('inp___', words)).toBe('');
    expect(nearestWord('cache', words)).toBe('');
    expect(nearestWord('skew', [])).toBe('');
    expect(nearestWord('', ['abc'])).toBe('');
  });

  test('in a word of one or two letters finds any other', () => {
    expect(nearestWord('', ['ab'])).toBe('; did you mean ab?');
  });
});
