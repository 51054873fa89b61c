import { VNode } from 'preact';
import { fieldOf } from '../model/size-fields';
import { Problem } from '../../src/core/problems/problem';

/** All that stands in the way, each with a way to the field that it is about. */
export function ProblemList({ title, problems, form }: { readonly title: string; readonly problems: readonly Problem[]; readonly form?: string }): VNode {
  return (
    <div class="alert" role="alert">
      <h3>{title}</h3>
      <ul>{problems.map(({ id, path, message }) => <li key={id + path + message}><strong>{id}</strong> <Where path={path} form={form} />{message}</li>)}</ul>
    </div>
  );
}

function Where({ path, form }: { readonly path: string; readonly form?: string }): VNode | null {
  if (!path) return null;
  const field = form === undefined ? undefined : fieldOf(path);
  if (!field) return <>{path}: </>;
  return <><button type="button" class="link" onClick={() => focusOn(`${form}-${field.name}`)}>{field.label}</button>: </>;
}

/** Opens what the field is folded away in. */
function focusOn(id: string): void {
  const field = document.getElementById(id);
  const folded = field?.closest('details');
  if (folded) folded.open = true;
  field?.focus();
}
