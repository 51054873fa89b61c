import { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { CheckAnswer, PlacedFinding } from '../model/check-answer';
import { Drop } from '../parts/drop';
import { ProblemList } from '../parts/problems';
import { useAnswer } from '../use-answer';
import { counted } from '../../src/report/text-style';

/** A template, and what the checks find in it. */
export function CheckView(): VNode {
  const [{ text, file }, setTemplate] = useState({ text: '', file: 'template' });
  const { answer, failure } = useAnswer('check', text.trim() ? { text, file } : undefined);
  const dropped = async ([first]: readonly File[]) => setTemplate({ text: await first.text(), file: first.name });
  return (
    <div class="columns">
      <form class="form" aria-label="The template" onSubmit={event => event.preventDefault()}>
        <Drop id="check-file" label="Drop a template here, or choose one" hint="JSON or YAML, such as cdk.out/Stack.template.json; it does not leave your machine" onFiles={files => void dropped(files)} />
        <div class="field">
          <label for="check-text">Or paste it</label>
          <textarea id="check-text" class="tall" rows={16} spellcheck={false} value={text} onInput={event => setTemplate({ text: event.currentTarget.value, file: 'template' })} />
        </div>
      </form>
      <section class="result" aria-label="The findings">
        <h2>What the checks find</h2>
        {failure && <p class="alert" role="alert">The page itself failed: {failure}</p>}
        {!text.trim() && <p>Every rule of the command line and of the CDK plugin is run over the template: sizes that the service refuses, executors that will not start, memory that nobody uses.</p>}
        {answer && !answer.ok && <ProblemList title="This is no template" problems={answer.problems} />}
        {answer?.ok && <Found answer={answer.value} />}
      </section>
    </div>
  );
}

function Found({ answer: { document, findings } }: { readonly answer: CheckAnswer }): VNode {
  const { resources } = document.checked;
  const summary = findings.length ? `${counted(findings.length, 'finding')} in ${counted(resources, 'resource')} of EMR.`
    : resources ? `No finding in ${counted(resources, 'resource')} of EMR.` : 'No resource of EMR: nothing to check.';
  return (
    <>
      <p class={`verdict ${findings.some(({ severity }) => severity === 'error') ? 'bad' : findings.length ? 'poor' : 'good'}`} role="status">{summary}</p>
      <ol class="findings">{findings.map(one => <li key={one.id + one.path + one.message}><FoundOne finding={one} /></li>)}</ol>
    </>
  );
}

function FoundOne({ finding: { id, severity, resource, path, line, excerpt, message, fix, source } }: { readonly finding: PlacedFinding }): VNode {
  return (
    <>
      <p><span class={`badge ${severity}`}>{severity}</span> <strong>{id}</strong> {resource}</p>
      <p class="place"><button type="button" class="link" onClick={() => showLine(line)}>line {line}</button> <code>{excerpt}</code></p>
      <p>{message}</p>
      <p class="fix">{fix}</p>
      <p class="hint">{path}{/^https:/.test(source) ? <> · <a href={source} rel="noreferrer noopener" target="_blank">source of {id}</a></> : ` · ${source}`}</p>
    </>
  );
}

/** Selects a line of the template. */
function showLine(line: number): void {
  const area = document.getElementById('check-text') as HTMLTextAreaElement;
  const before = area.value.split('\n').slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.focus();
  area.setSelectionRange(before, before + (area.value.split('\n')[line - 1] ?? '').length);
  area.scrollTop = area.scrollHeight * (line - 3) / area.value.split('\n').length;
}
