import { VNode } from 'preact';
import { Assumption } from '../../src/core/planning/plan';
import { Problem } from '../../src/core/problems/problem';
import { FormField, FormGroup, SIZE_GROUPS, Values, fieldOf } from '../model/size-fields';
import { Field } from '../parts/field';

interface FormProps {
  readonly values: Values;
  readonly problems: readonly Problem[];
  /** What the plan took for granted. */
  readonly assumptions: readonly Assumption[];
  readonly onChange: (values: Values) => void;
}

/** What the job must do; rare fields are folded away until one of them says something. */
export function SizeForm({ values, problems, assumptions, onChange }: FormProps): VNode {
  const field = (one: FormField) => (
    <Field
      key={one.name} field={one} form="size" value={values[one.name] ?? ''} problems={problems.filter(({ path }) => fieldOf(path) === one)}
      effective={assumptions.find(({ field: name }) => name === one.name)?.value} onChange={text => onChange({ ...values, [one.name]: text })}
    />
  );
  return (
    <form class="form" aria-label="The workload" onSubmit={event => event.preventDefault()}>
      {SIZE_GROUPS.map(group => group.rare
        ? <details key={group.title} open={isStated(group, values)}><summary>{group.title}</summary>{group.fields.map(field)}</details>
        : <fieldset key={group.title}><legend>{group.title}</legend>{group.fields.map(field)}</fieldset>)}
    </form>
  );
}

function isStated({ fields }: FormGroup, values: Values): boolean {
  return fields.some(({ name }) => values[name]);
}
