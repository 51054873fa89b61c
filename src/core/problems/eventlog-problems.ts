import { ProblemRow, error, note, warning } from './problem-row';

const LOGS = 'https://spark.apache.org/docs/latest/monitoring.html';

const OBSERVE = 'docs/observe.md';

/** Problems of event logs: SZ50xx cannot be answered, SZ51xx what a log lacks, SZ52xx what to do about a run, SZ53xx how a run differs from its intent. */
export const EVENT_LOG_PROBLEMS = {
  SZ5001: error('no event of Spark in the log', 'The file is not an event log, or nothing of it could be unpacked.', 'Give a file of spark.eventLog.dir, or the folder eventlog_v2_… of a rolling log.', LOGS),
  SZ5002: error('not a log', 'A log is a file, or a folder that holds files events_N_….', 'Give the file, or the folder with the parts.', LOGS),
  SZ5003: error('the log does not say how much was read', 'A workload states its input, and no task of the run read any that Spark counts.', 'Give --input SIZE with -o.', 'docs/how-a-plan-is-found.md'),
  SZ5101: warning('a broken line', 'The line is not JSON, or not an event: it changes no figure.', 'Read the log from where it was written, if it was copied.', LOGS),
  SZ5102: warning('a stream that is cut or damaged', 'The file ends inside a frame or block, or is not what it says: what came before was read.', 'Wait until the application has ended, or copy the file again.', LOGS),
  SZ5103: warning('a part is missing', 'A rolling log is complete with all its numbers.', 'Add the part to the folder.', LOGS),
  SZ5104: warning('the application did not end, or did not start, in this log', 'A log without both is of a run that is not over, or that was killed: its figures are those of what has been done.', 'Read the log again when the run is over.', LOGS),
  SZ5105: warning('a figure that is no number', 'Figures of Spark are whole numbers.', 'Look at the line.', LOGS),
  SZ5106: warning('a line that is too long', 'Lines of event logs are a few MiB at the most.', 'Look at the line.', LOGS),
  SZ5107: warning('a compacted log', 'The history server rewrites old parts without events that it can do without: tasks and stages are missing.', 'Set spark.history.fs.eventLog.rolling.maxFilesToRetain higher.', LOGS),
  SZ5108: warning('more than one application in a log', 'Figures of different runs were added up.', 'Give each log for itself.', LOGS),
  SZ5109: warning('logs of different jobs', 'Growth and spread are those of runs of one job.', 'Give logs of one job.', LOGS),
  SZ5201: note('tasks spilled', 'Their execution memory was smaller than what they sorted or aggregated: it went to disk and came back.', 'Give the heap named, or more partitions.', OBSERVE),
  SZ5202: note('a heap much larger than needed', 'The stages of the run fit into less.', 'Give the heap named, or more tasks at once.', OBSERVE),
  SZ5203: note('much garbage collection', 'Tasks waited for the collector: the heap is full of what cannot be dropped.', 'Give more memory to each task, or cache less.', OBSERVE),
  SZ5204: note('one partition much larger than the others', 'Every slot gets the memory that the largest task needs. What one key holds stays together whatever the partition count.', 'More partitions cure the part that is many keys; a hot key wants to be split or broadcast.', OBSERVE),
  SZ5205: note('slots stood idle', 'Executors were there and had no task.', 'Take fewer executors, or let dynamic allocation take them away.', OBSERVE),
  SZ5206: note('tasks failed', 'Their work was done again.', 'Look at the reasons in the log.', OBSERVE),
  SZ5207: note('tasks waited for shuffle blocks', 'The network or the disks of those that serve them are the limit, not memory.', 'Take fewer and larger executors, or faster disks.', OBSERVE),
  SZ5301: warning('a stated bound was broken', 'The run needed more than its workload states: the plan was made for less.', 'State what was observed, and plan again.', OBSERVE),
} satisfies Record<string, ProblemRow>;
