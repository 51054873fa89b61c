import { VNode } from 'preact';
import { FormField, FormGroup, SIZE_GROUPS, Values, fieldOf } from '../model/size-fields';
import { Field } from '../parts/field';
import { Problem } from '../../src/core/problems/problem';

interface FormProps {
  readonly values: Values;
  readonly problems: readonly Problem[];
  readonly onChange: (values: Values) => void;
}

/** What the job must do; rare fields are folded away until one of them says something. */
export function SizeForm({ values, problems, onChange }: FormProps): VNode {
  const field = (one: FormField) => (
    <Field
      key={one.name} field={one} form="size" value={values[one.name] ?? ''} problems={problems.filter(({ path }) => fieldOf(path) === one)}
      onChange={text => onChange({ ...values, [one.name]: text })}
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
