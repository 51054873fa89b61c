import { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { messageOf } from '../../src/core/problems/message';
import { Outcome, fails, problem } from '../../src/core/problems/problem';
import { formatSize } from '../../src/core/workload/quantities';
import { Observation } from '../../src/eventlog/observation';
import { observationText } from '../../src/report/observation-text';
import { stagesPicture } from '../../src/report/svg/observation-pictures';
import { Crew } from '../crew';
import { Values } from '../model/size-fields';
import { valuesOf } from '../model/size-request';
import { Drop } from '../parts/drop';
import { Drawing } from '../parts/html';
import { ProblemList } from '../parts/problems';

/** A reading, from the drop to the answer. */
interface Reading {
  readonly name: string;
  readonly total: number;
  readonly bytes: number;
  readonly answer?: Outcome<Observation>;
}

/** An event log, read by a thread of this page; nothing of it leaves the machine. */
export function LogView({ onSize }: { readonly onSize: (values: Values) => void }): VNode {
  const [reading, setReading] = useState<Reading>();
  const crew = useRef<Crew>();
  const stop = () => {
    crew.current?.stop();
    crew.current = undefined;
  };
  const read = async (files: readonly File[]) => {
    stop();
    const own = crew.current = new Crew();
    const about = { name: files.map(({ name }) => name).join(', '), total: files.reduce((sum, { size }) => sum + size, 0) };
    setReading({ ...about, bytes: 0 });
    const answer = await own.run('observe', { files }, bytes => setReading({ ...about, bytes })).catch((error: unknown) => failure(about.name, error));
    setReading({ ...about, bytes: about.total, answer });
    stop();
  };
  return (
    <div class="single">
      <h2>What a run did, by its event log</h2>
      <p>
        The log is read here, by this page; nothing leaves your machine. Plain, gzip, zstd, lz4, lzf and snappy are read; of a rolling folder drop all
        parts together.
      </p>
      <Drop
        id="log-file" label="Drop an event log here, or choose one" many onFiles={files => void read(files)}
        hint="a file from spark.eventLog.dir, or the files events_N_… of one folder"
      />
      {reading && !reading.answer && (
        <p class="progress">
          <label for="log-progress">Reading {reading.name}: {formatSize(reading.bytes)} of {formatSize(reading.total)}</label>
          <progress id="log-progress" max={reading.total} value={reading.bytes} />
          <button type="button" onClick={() => { stop(); setReading(undefined); }}>Stop</button>
        </p>
      )}
      {reading?.answer && <Observed answer={reading.answer} onSize={onSize} />}
    </div>
  );
}

function failure(name: string, error: unknown): Outcome<Observation> {
  return fails([problem('SZ5002', name, messageOf(error))]);
}

function Observed({ answer, onSize }: { readonly answer: Outcome<Observation>; readonly onSize: (values: Values) => void }): VNode {
  if (!answer.ok) return <ProblemList title="This is no event log that can be read" problems={answer.problems} />;
  const { advice, warnings, workload, totals } = answer.value;
  const [words, look] = runWords(totals);
  return (
    <section aria-label="The run">
      <p class={`verdict ${look}`} role="status">{words}</p>
      <p><button type="button" class="main" onClick={() => onSize(valuesOf(workload))}>Size the next run by it</button></p>
      <Messages title="Advice" all={advice} />
      <Messages title="Mind" all={warnings} />
      <Drawing name="log" draw={width => stagesPicture(answer.value, width)} />
      <h3>The run in figures</h3>
      <pre tabIndex={0} aria-label="The run in figures">{observationText({ ...answer.value, advice: [] })}</pre>
    </section>
  );
}

/** How it went, in one sentence, and how that looks. */
function runWords({ tasks, failedTasks, memoryBytesSpilled: spilled }: Observation['totals']): [string, string] {
  const failed = failedTasks ? `${failedTasks} of ${tasks} tasks failed` : 'No task failed';
  return [
    `${failed}, and ${spilled ? `tasks spilled ${formatSize(spilled)} of memory to disk` : 'nothing spilled'}.`,
    failedTasks ? 'bad' : spilled ? 'poor' : 'good',
  ];
}

interface Message {
  readonly id: string;
  readonly message: string;
}

function Messages({ title, all }: { readonly title: string; readonly all: readonly Message[] }): VNode | null {
  if (!all.length) return null;
  return <><h3>{title}</h3><ul>{all.map(({ id, message }) => <li key={id + message}><strong>{id}</strong> {message}</li>)}</ul></>;
}
