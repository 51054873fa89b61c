import { clusterRows, unclaimedByRapids } from '../../bench/clusters';
import { ADVISOR_CORES, advisorRefusals, advisorWorker, HEAPS_GIB, isTaken } from '../../bench/serverless-advisors';

describe('aws-emr-advisor on EMR Serverless', () => {
  // Counted by hand from its source: cores → how many of its 63 answers exceed the row once 10 % of overhead stand beside the heap
  test.each([[1, 57], [2, 50], [3, 13], [4, 37], [5, 9], [6, 9], [7, 9], [8, 11], [10, 0], [16, 0]])('with %d cores %d of 63 heaps are refused', (cores, refused) => {
    expect(HEAPS_GIB.filter(heapGiB => !isTaken(advisorWorker(cores, heapGiB)))).toHaveLength(refused);
  });

  test('over all that it tries 243 of 1071 are refused', () => {
    expect(ADVISOR_CORES.flat()).toHaveLength(17);
    expect(advisorRefusals()).toEqual({ asked: 1071, refused: 243 });
  });

  test('rounds to the nearest step, down as well, and takes the row that comes nearest', () => {
    expect(advisorWorker(8, 17)).toEqual({ vCpu: 8, heapGiB: 16 });
    expect(advisorWorker(5, 10)).toEqual({ vCpu: 8, heapGiB: 16 });
    expect(advisorWorker(4, 45)).toEqual({ vCpu: 4, heapGiB: 30 });
    expect(advisorWorker(11, 20)).toEqual({ vCpu: 16, heapGiB: 32 });
  });
});

describe('on the clusters of the published formulas', () => {
  const rows = clusterRows();
  const of = (way: string, cluster: string) => rows.find(row => row.way.startsWith(way) && row.cluster === cluster)!.result;

  test('the blog\'s 170 executors are 152, and 41 GB of each node stay idle', () => {
    expect(of('AWS Big Data blog', '19 × r5.12xlarge')).toMatchObject({ promised: 170, started: 152, cores: 5 });
    expect(of('AWS Big Data blog', '19 × r5.12xlarge')!.idle).toBeCloseTo((40_960 * 19 - 896) / (385_024 * 19), 6);
    expect(of('AWS Big Data blog', '3 × m5.xlarge')).toBeUndefined();
  });

  test('this library starts what it promises, and no way is cheaper by the same model', () => {
    const own = rows.filter(({ way }) => way === 'this library').map(({ cluster, result }) => ({ cluster, ...result! }));
    expect(own).toHaveLength(6);
    for (const { cluster, promised, started, usd } of own) {
      expect(started).toBe(promised);
      const others = rows.filter(row => row.cluster === cluster && row.way !== 'this library').flatMap(({ result }) => result ? [result.usd] : []);
      expect(usd).toBeLessThanOrEqual(Math.min(...others));
    }
  });
});

test('RAPIDS\' share of 70 % leaves 109,773 of 385,024 MiB of an r5.12xlarge, and 820 of 12,288 of an m5.xlarge', () => {
  expect(unclaimedByRapids()).toEqual(expect.arrayContaining([
    { type: 'r5.12xlarge', yarnMiB: 385_024, unclaimedMiB: 109_773 }, { type: 'm5.xlarge', yarnMiB: 12_288, unclaimedMiB: 820 },
  ]));
});
