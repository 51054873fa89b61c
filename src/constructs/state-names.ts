import { IConstruct } from 'constructs';
import { Problem, problem } from '../core/problems/problem';

/** Longest name of a state. Source: https://states-language.net/spec.html (2026-11-29). */
const LONGEST = 80;
/** Between the id of a fragment and the name of a state. */
const PREFIX_END = ': ';

/** What a fragment puts behind the name of a job. */
export const LARGER_ATTEMPT = ', with more memory';

/** SZ1004 where the longest name that a fragment gives would be too long behind its id. */
export function stateNameProblems(fragment: IConstruct, longest: string): Problem[] {
  const room = roomOf(fragment, longest);
  const { id } = fragment.node;
  return room >= 0 ? [] : [problem('SZ1004', 'id', `got ${JSON.stringify(id)}, ${lengthOf(id)} characters long; at most ${lengthOf(id) + room} are allowed: names of its states begin with it, and have at most ${LONGEST}`)];
}

/** A name of a state in a fragment, cut to what may stand behind the id and before the longest ending. */
export function cutName(fragment: IConstruct, name: string, longestEnding: string): string {
  return Array.from(name).slice(0, roomOf(fragment, longestEnding)).join('');
}

function roomOf(fragment: IConstruct, text: string): number {
  return LONGEST - lengthOf(fragment.node.id + PREFIX_END + text);
}

/** In characters of Unicode. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
