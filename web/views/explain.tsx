import { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { Story } from './story';
import { ExplainAnswer, explainAnswer } from '../model/explain-answer';
import { EXPLAIN_FIELDS, PLACE_FIELDS, WHAT_IF_FIELDS } from '../model/explain-fields';
import { FormField, Values } from '../model/size-fields';
import { sparkText } from '../model/sliders';
import { explainWords } from '../model/explain-words';
import { Field } from '../parts/field';
import { Drawing, Table } from '../parts/html';
import { ProblemList } from '../parts/problems';
import { Problem } from '../../src/core/problems/problem';
import { explainFigures } from '../../src/report/explain-text';
import { explainPicture } from '../../src/report/svg/explain-pictures';

interface ExplainProps {
  readonly values: Values;
  readonly workload: Values;
  readonly isShown: boolean;
  readonly onChange: (values: Values) => void;
  readonly onSize: () => void;
}

/** A configuration as it is pasted: what its executor's memory is made of, and how a workload fares in it. */
export function ExplainView(props: ExplainProps): VNode {
  const { values, workload, isShown, onSize } = props;
  const answer = useMemo(() => explainAnswer(values), [values]);
  return (
    <div class="columns">
      <ExplainForm {...props} problems={answer.ok ? [] : answer.problems} />
      <section class="result" aria-label="The memory">
        {answer.ok ? <Memory answer={answer.value} values={values} /> : <ProblemList title="This will not start" problems={answer.problems} />}
        {answer.ok && values.play === 'yes' && isShown && <Story config={values} size={workload} onSize={onSize} />}
        {answer.ok && <Details answer={answer.value} />}
      </section>
    </div>
  );
}

const CONFIG = EXPLAIN_FIELDS[0];
const PLAY = EXPLAIN_FIELDS[EXPLAIN_FIELDS.length - 1];

function ExplainForm({ values, problems, onChange }: ExplainProps & { readonly problems: readonly Problem[] }): VNode {
  const set = (name: string) => (text: string) => onChange({ ...values, [name]: text });
  const field = (one: FormField) => (
    <Field
      key={one.name} field={one} form="explain" value={values[one.name] ?? ''} problems={problems.filter(({ path }) => path === one.name || path === one.hint)}
      onChange={set(one.name)} written={one.name === 'memory' ? sparkText : undefined}
    />
  );
  return (
    <form class="form" aria-label="The configuration" onSubmit={event => event.preventDefault()}>
      <div class="field">
        <label for="explain-config">{CONFIG.label}</label>
        <textarea id="explain-config" rows={8} spellcheck={false} aria-describedby="explain-config-hint" value={values.config ?? ''} onInput={event => set('config')(event.currentTarget.value)} />
        <p class="hint" id="explain-config-hint">Paste {CONFIG.hint}.</p>
      </div>
      {field(PLAY)}
      <fieldset><legend>What if</legend>{WHAT_IF_FIELDS.map(field)}</fieldset>
      <fieldset><legend>Where it is used</legend>{PLACE_FIELDS.map(field)}</fieldset>
    </form>
  );
}

function Memory({ answer: { explanation, slots }, values }: { readonly answer: ExplainAnswer; readonly values: Values }): VNode {
  return (
    <>
      <h2>{values.role === 'driver' ? 'Where the memory of the driver goes' : 'Where the memory of one executor goes'}</h2>
      <Drawing name="explain" draw={width => explainPicture(explanation, slots, width)} />
      <ol class="words">{explainWords(explanation, slots).map(sentence => <li key={sentence}>{sentence}</li>)}</ol>
    </>
  );
}

function Details({ answer: { explanation } }: { readonly answer: ExplainAnswer }): VNode {
  return (
    <>
      <h3>Number by number</h3>
      <Table rows={explainFigures(explanation)} stacked />
      <h3>What else</h3>
      <ul>{explanation.notes.map(note => <li key={note}>{note}</li>)}</ul>
    </>
  );
}
