import { VNode } from 'preact';
import { FormField } from '../model/size-fields';
import { STEPS, positionOf, textAt } from '../model/sliders';
import { Problem } from '../../src/core/problems/problem';

export interface FieldProps {
  readonly field: FormField;
  /** Distinct among the forms of the page. */
  readonly form: string;
  readonly value: string;
  readonly problems?: readonly Problem[];
  readonly onChange: (text: string) => void;
  /** How a slider's text is written into the field. */
  readonly written?: (text: string) => string;
}

/** One field with its label, its slider where it has one, what it means, and what is wrong with it. */
export function Field(props: FieldProps): VNode {
  const { field, form, problems = [] } = props;
  const id = `${form}-${field.name}`;
  const described = [`${id}-hint`, ...problems.length ? [`${id}-problems`] : []].join(' ');
  return (
    <div class={`field${problems.length ? ' wrong' : ''}`}>
      <label for={id}>{field.label}</label>
      <Control {...props} id={id} described={described} />
      {field.slider && <SliderControl {...props} id={id} />}
      <p class="hint" id={`${id}-hint`}>{field.hint}</p>
      {problems.length > 0 && (
        <div class="problems" id={`${id}-problems`}>{problems.map(({ id: problemId, message }) => <p key={problemId + message}><strong>{problemId}</strong> {message}</p>)}</div>
      )}
    </div>
  );
}

interface ControlProps extends FieldProps {
  readonly id: string;
  readonly described: string;
}

function Control({ field, id, described, value, problems = [], onChange }: ControlProps): VNode {
  const common = { id, 'aria-describedby': described, 'aria-invalid': problems.length > 0 };
  const typed = (event: Event) => onChange((event.currentTarget as HTMLInputElement).value);
  if (field.kind === 'word') {
    return (
      <select {...common} value={value} onChange={typed}>
        <option value="">{field.fallback ?? 'free'}</option>
        {field.words!.filter(word => word !== field.fallback).map(word => <option key={word} value={word}>{word}</option>)}
      </select>
    );
  }
  if (field.kind === 'flag') {
    return <input type="checkbox" {...common} checked={value === 'yes'} onChange={event => onChange(event.currentTarget.checked ? 'yes' : '')} />;
  }
  if (field.kind === 'stages' || field.kind === 'observed') return <textarea {...common} rows={3} spellcheck={false} value={value} onInput={typed} />;
  const mode = field.kind === 'count' ? 'numeric' : undefined;
  return <input type="text" {...common} inputMode={mode} autocomplete="off" spellcheck={false} placeholder={field.fallback} value={value} onInput={typed} />;
}

function SliderControl({ field, id, value, onChange, written = text => text }: FieldProps & { readonly id: string }): VNode {
  const slider = field.slider!;
  const position = positionOf(value, slider);
  return (
    <input
      type="range" id={`${id}-slider`} aria-label={`${field.label}, slider`} min={0} max={STEPS} value={position ?? 0}
      aria-valuetext={value || 'not stated'} class={position === undefined ? 'unset' : undefined}
      onInput={event => onChange(written(textAt(Number(event.currentTarget.value), slider)))}
    />
  );
}
