import { jsonPositions } from './json-positions';
import { MOST_YAML_CHARACTERS, readYaml } from './yaml-document';
import { Position } from '../checks/findings';
import { messageOf } from '../core/problems/message';
import { Outcome, fails, ok, problem } from '../core/problems/problem';

/** What a file of a template holds. */
export interface TemplateFile {
  readonly value: unknown;
  /** Where a JSON pointer stands, or what is nearest above it. Nothing is worked out before it is asked for. */
  readonly positionOf: (pointer: string) => Position;
}

/** CloudFormation takes templates of up to 1 MB; what is many times that is none. Source: CloudFormation's quotas (2026-11-20). */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** Reads JSON or YAML, whichever the text is. Fails with SZ1010, all problems at once, with lines and columns; `file` is what they name. */
export function parseTemplateText(text: string, file: string): Outcome<TemplateFile> {
  if (text.length > MOST_CHARACTERS) {
    return fails([problem('SZ1010', file, `has ${text.length} characters; at most ${MOST_CHARACTERS} are read, and CloudFormation takes no more than 1 MB`)]);
  }
  const json = /^\s*\{/.test(text) ? readJson(text, file) : undefined;
  return json?.ok || json && text.length > MOST_YAML_CHARACTERS ? json : readYaml(text, file);
}

function readJson(text: string, file: string): Outcome<TemplateFile> {
  try {
    const value: unknown = JSON.parse(text);
    let positions: ReturnType<typeof jsonPositions> | undefined;
    return ok({ value, positionOf: pointer => (positions ??= jsonPositions(text))(pointer) });
  } catch (error) {
    return fails([problem('SZ1010', file, `is not JSON: ${messageOf(error).replace(/\s+/g, ' ')}`)]);
  }
}
