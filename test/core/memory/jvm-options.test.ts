import { heapOption, refusedOptions } from '../../../src/core/memory/jvm-options';

const options = (text: string, java: number) => refusedOptions(text, java).map(({ option }) => option);

describe('refusedOptions', () => {
  test('has every flag that a JVM 17 does not know, with its value or without', () => {
    expect(options('-XX:+UseConcMarkSweepGC -XX:CMSInitiatingOccupancyFraction=70 -XX:-PrintGCCause -XX:MaxPermSize=1g', 17)).toEqual([
      '-XX:+UseConcMarkSweepGC', '-XX:CMSInitiatingOccupancyFraction=70', '-XX:-PrintGCCause', '-XX:MaxPermSize=1g',
    ]);
    expect(options('-Xincgc', 17)).toEqual(['-Xincgc']);
  });

  test('says what takes the place of a flag', () => {
    expect(refusedOptions('-XX:+PrintGCTimeStamps', 17)).toEqual([{ option: '-XX:+PrintGCTimeStamps', because: 'Java 17 does not know it; use -Xlog:gc*' }]);
  });

  test('leaves alone what is still taken', () => {
    expect(options('-verbose:gc -XX:+PrintGCDetails -XX:+PrintGC -Xloggc:/tmp/gc.log -XX:+UseG1GC -XX:InitiatingHeapOccupancyPercent=35', 17)).toEqual([]);
    expect(options('-XX:+UseConcMarkSweepGC -XX:+UseParNewGC -XX:+PrintGCDateStamps', 8)).toEqual([]);
    expect(options('-XX:+UseConcMarkSweepGC', 11)).toEqual([]);
  });

  test('has what came after Java 8 only there', () => {
    const later = '-Xlog:gc* --add-opens=java.base/java.nio=ALL-UNNAMED -XX:+UseZGC';
    expect(options(later, 8)).toEqual(later.split(' '));
    expect(options(later, 17)).toEqual([]);
  });

  test('has the second of two collectors, whatever the Java', () => {
    expect(options('-XX:+UseG1GC -XX:+UseParallelGC', 8)).toEqual(['-XX:+UseParallelGC']);
    expect(options('-XX:+UseG1GC -XX:-UseParallelGC -XX:+UseG1GC', 17)).toEqual([]);
  });

  test('knows the option that makes a JVM take all of them', () => {
    expect(options('-XX:+IgnoreUnrecognizedVMOptions -XX:+PrintGCDateStamps', 17)).toEqual([]);
  });
});

test('heapOption finds the largest heap', () => {
  expect(heapOption('-XX:+UseG1GC -Xmx4g')).toBe('-Xmx4g');
  expect(heapOption('-XX:MaxHeapSize=4g')).toBe('-XX:MaxHeapSize=4g');
  expect(heapOption('-Xms4g -Dx=-Xmx4g')).toBeUndefined();
});
