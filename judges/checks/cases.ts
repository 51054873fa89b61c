import { PLANTED } from './planted';
import { JudgedCase } from './verdicts';
import { ALL_CASES } from '../../test/checks/all-cases';
import { patched } from '../../test/checks/rule-case';

/** The planted mistakes, and every case that a rule is tested with. */
export const CASES: readonly JudgedCase[] = [
  ...PLANTED.map(({ what, patch }): JudgedCase => ({ group: 'planted', what, template: patched(patch) })),
  ...ALL_CASES.map(({ id, what, fires }): JudgedCase => ({ group: id, what, template: patched(fires) })),
];

/** What comes close to a mistake and is none. */
export const CLOSE_TEMPLATES: readonly unknown[] = ALL_CASES.map(({ close }) => patched(close));
