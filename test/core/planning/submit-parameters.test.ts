import fc from 'fast-check';
import { parseSubmitParameters, submitParameters } from '../../../src/core/planning/submit-parameters';

test('submitParameters() writes one --conf for each setting, in the order given', () => {
  expect(submitParameters({ 'spark.executor.memory': '14g', 'spark.executor.cores': '4' }))
    .toBe('--conf spark.executor.memory=14g --conf spark.executor.cores=4');
});

test('submitParameters() puts a value with blanks in double quotes', () => {
  expect(submitParameters({ 'spark.executor.extraJavaOptions': '-XX:+UseG1GC -Da=b' }))
    .toBe('--conf "spark.executor.extraJavaOptions=-XX:+UseG1GC -Da=b"');
});

test.each([
  ['--conf a=1 --conf b=2', { a: '1', b: '2' }],
  ['--conf a=1 --conf a=2', { a: '2' }],
  ['--conf=a=1 -c b=x=y', { a: '1', b: 'x=y' }],
  ["--class Main --conf 'a=1 2' --jars x.jar", { a: '1 2' }],
  ['--conf a="1 2"', { a: '1 2' }],
  ['--driver-java-options "-Da=b -Dc=d" --num-executors 3 --conf spark.executor.instances=5', { 'spark.driver.extraJavaOptions': '-Da=b -Dc=d', 'spark.executor.instances': '3' }],
  ['--conf', {}],
  ['', {}],
])('parseSubmitParameters(%j) gives what spark-submit would take', (text, settings) => {
  expect(parseSubmitParameters(text)).toEqual(settings);
});

test('parsing gives back what was written, whatever the value', () => {
  const settings = fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z.]{0,9}$/), fc.string(), { noNullPrototype: true });
  fc.assert(fc.property(settings, written => {
    expect(parseSubmitParameters(submitParameters(written))).toEqual(written);
  }));
});
