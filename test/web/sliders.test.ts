import { WHAT_IF_FIELDS } from '../../web/model/explain-fields';
import { SIZE_FIELDS, Slider } from '../../web/model/size-fields';
import { positionOf, sparkText, stopsOf, textAt } from '../../web/model/sliders';

const fields = [...SIZE_FIELDS, ...WHAT_IF_FIELDS].filter(({ slider }) => slider).map(({ name, slider }): [string, Slider] => [name, slider!]);

test.each(fields)('every step of the slider of %s is another value, from the least to the most, and is found again', (_name, slider) => {
  const { texts, values } = stopsOf(slider);
  expect(texts.length).toBeGreaterThan(20);
  expect(new Set(texts).size).toBe(texts.length);
  expect(values.every((value, index) => index === 0 || value > values[index - 1])).toBe(true);
  expect([values[0], values[values.length - 1]]).toEqual([slider.least, slider.most]);
  texts.forEach((text, index) => expect([positionOf(text, slider), textAt(index, slider)]).toEqual([index, text]));
});

test('a text between two stops stands at the nearer one, outside at the end, and what is no value nowhere', () => {
  const [, input] = fields[0];
  expect(textAt(positionOf('501GiB', input)!, input)).toBe('500GiB');
  expect(positionOf('1B', input)).toBe(0);
  expect(positionOf('900TiB', input)).toBe(stopsOf(input).texts.length - 1);
  expect(['', 'much', '-1GiB'].map(text => positionOf(text, input))).toEqual([undefined, undefined, undefined]);
});

test('the heap is written as Spark does, and stands where it was', () => {
  const [, memory] = fields.find(([name]) => name === 'memory')!;
  const { texts } = stopsOf(memory);
  expect(texts.map(text => positionOf(sparkText(text), memory))).toEqual(texts.map((_, index) => index));
  expect(sparkText('4GiB')).toBe('4096m');
});
