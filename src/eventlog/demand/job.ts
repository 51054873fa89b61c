import { Measuring, sizeText } from './measured';
import { Collector } from '../facts/collector';

/** What queries read and broadcast, in which language they work, and how the job runs now. */
export function measureJob({ sql, application, tasks, cache }: Collector, into: Measuring): void {
  if (sql.usesPython) into.value('language', 'python', 'nodes of Python in the plans of queries');
  if (sql.formats.size === 1) {
    into.value('inputFormat', [...sql.formats][0], 'the scans of queries');
    into.value('inputFiles', sql.files > 0 ? sql.files : undefined, 'number of files read, of the scans of queries');
  }
  into.value('broadcast', sizeText(sql.broadcastBytes), 'data size of the broadcasts of one query, as built');
  if (cache.mostBytes !== undefined) {
    into.value('cache', sizeText(cache.mostBytes), 'Memory Size of the blocks that were cached at one time');
    into.value('storageLevel', cache.storageLevel, 'Storage Level of these blocks');
  } else if (cache.isUsed) {
    const atLeast = sizeText(tasks.figures.most('onHeapStorageBytes'));
    into.bound({ field: 'cache', atLeast, because: 'something was cached, and the log has no block updates: the most that one executor stored when it was sampled' });
  }
  if (application.property('spark.memory.offHeap.enabled') === 'true') {
    into.bound({ field: 'offHeap', because: `was ${application.property('spark.memory.offHeap.size') ?? 'not stated'}: a setting, not a demand` });
  }
  const python = tasks.figures.most('pythonBytes');
  if (python > 0) into.bound({ field: 'pythonMemoryPerTask', atMost: sizeText(python), because: 'resident memory of all Python processes of an executor at once, its daemon and idle workers too; pages that they share count in each' });
}
