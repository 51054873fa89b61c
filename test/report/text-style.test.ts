import * as fc from 'fast-check';
import { counted, grouped, percent, styleOf, wrap } from '../../src/report/text-style';

test.each([[0, '0'], [999, '999'], [1000, '1,000'], [12_345_678, '12,345,678'], [1234.5, '1,234.5']])('grouped(%d) is %s', (value, text) => {
  expect(grouped(value)).toBe(text);
});

test.each([[0, '0 %'], [0.001, '<1 %'], [0.005, '1 %'], [0.125, '13 %'], [1, '100 %']])('percent(%d) is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('counted knows the singular', () => {
  expect([0, 1, 1000].map(count => counted(count, 'core'))).toEqual(['0 cores', '1 core', '1,000 cores']);
});

test('wrap keeps the words, in lines that are as long as they may be', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/)), fc.integer({ min: 12, max: 40 }), (words, width) => {
    const lines = wrap(words.join(' '), width);
    expect(lines.join(' ').split(' ').filter(Boolean)).toEqual(words);
    lines.forEach((line, index) => {
      expect(line.length).toBeLessThanOrEqual(width);
      const next = lines[index + 1]?.split(' ')[0];
      if (next) expect(line.length + 1 + next.length).toBeGreaterThan(width);
    });
  }));
});

test('a word that is longer than the line stands alone', () => {
  expect(wrap('see https://docs.aws.amazon.com/emr for it', 12)).toEqual(['see', 'https://docs.aws.amazon.com/emr', 'for it']);
});

test('nothing is painted without colour', () => {
  expect(styleOf().paint('text', 'red')).toBe('text');
  expect(styleOf({ colour: true }).paint('text', 'red')).toBe('\u001b[31mtext\u001b[0m');
  expect(styleOf({ colour: true }).paint('  ', 'red')).toBe('  ');
});
