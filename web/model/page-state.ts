import { EXPLAIN_FIELDS, EXPLAIN_EXAMPLE } from './explain-fields';
import { EXAMPLE, SIZE_FIELDS, Values } from './size-fields';
import { nearestWord } from '../../src/core/problems/nearest';
import { Problem, problem } from '../../src/core/problems/problem';

export const VIEWS = ['size', 'explain', 'log', 'check'] as const;
export type View = typeof VIEWS[number];

/** Everything of the page that a link shares. Files are not part of it: they stay on the machine. */
export interface PageState {
  readonly view: View;
  readonly size: Values;
  readonly explain: Values;
}

export const FIRST_STATE: PageState = { view: 'size', size: EXAMPLE, explain: EXPLAIN_EXAMPLE };

/** More than any browser and mail program carries. */
const MOST_CHARACTERS = 100_000;
/** Before fields of the workload that is played against a configuration. */
const PLAYED = 'for.';

/** The part of the address behind its `#`. */
export function hashOf({ view, size, explain }: PageState): string {
  const parameters = new URLSearchParams();
  if (view === 'size') append(parameters, size, SIZE_FIELDS);
  if (view === 'explain') {
    append(parameters, explain, EXPLAIN_FIELDS);
    if (explain.play === 'yes') append(parameters, size, SIZE_FIELDS, PLAYED);
  }
  const query = parameters.toString();
  return `#${view}${query ? `?${query}` : ''}`;
}

/** Names of fields are the same in forms and addresses. */
interface Named {
  readonly name: string;
}

function append(parameters: URLSearchParams, values: Values, fields: readonly Named[], prefix = ''): void {
  for (const { name } of fields) if (values[name]) parameters.append(prefix + name, values[name]);
}

/** What an address says, and what of it means nothing. It never throws, whatever the address. */
export interface HashReading {
  readonly state: PageState;
  readonly problems: readonly Problem[];
}

/** Reads an address; what it leaves out is as before. */
export function stateOf(hash: string, before: PageState = FIRST_STATE): HashReading {
  const text = hash.replace(/^#/, '');
  if (text.length > MOST_CHARACTERS) {
    return { state: before, problems: [problem('SZ1010', 'link', `has ${text.length} characters; at most ${MOST_CHARACTERS} are read`)] };
  }
  const [word, query = ''] = split(text);
  if (!word && !query) return { state: before, problems: [] };
  const view = VIEWS.find(name => name === word);
  if (!view) return { state: before, problems: [problem('SZ1005', 'link', `got ${JSON.stringify(word)}; one of ${VIEWS.join(', ')} is expected${nearestWord(word, VIEWS)}`)] };
  return readQuery(query, { ...before, view });
}

function split(text: string): [string, string?] {
  const at = text.indexOf('?');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function readQuery(query: string, before: PageState): HashReading {
  const parameters = [...new URLSearchParams(query)];
  if (!parameters.length) return { state: before, problems: [] };
  const known = namesOf(before.view);
  const problems = parameters.filter(([name]) => !known.includes(name))
    .map(([name]) => problem('SZ1006', 'link', `got ${JSON.stringify(name.slice(0, 80))}; no such field${nearestWord(name.slice(0, 80), known)}`));
  const size = valuesIn(parameters, SIZE_FIELDS, before.view === 'explain' ? PLAYED : '');
  const explain = valuesIn(parameters, EXPLAIN_FIELDS);
  if (before.view === 'size') return { state: { ...before, size }, problems };
  if (before.view !== 'explain') return { state: before, problems };
  return { state: { ...before, explain, size: Object.keys(size).length ? size : before.size }, problems };
}

/** What parameters of a view may be called. */
function namesOf(view: View): string[] {
  const ofSize = SIZE_FIELDS.map(({ name }) => name);
  if (view === 'size') return ofSize;
  return view === 'explain' ? [...EXPLAIN_FIELDS.map(({ name }) => name), ...ofSize.map(name => PLAYED + name)] : [];
}

function valuesIn(parameters: readonly (readonly [string, string])[], fields: readonly Named[], prefix = ''): Values {
  const found = fields.map(({ name }) => [name, parameters.find(([key]) => key === prefix + name)?.[1]] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => Boolean(entry[1])));
}
