/* eslint-disable @typescript-eslint/no-require-imports -- a command's code is loaded when it runs, so that starting stays quick; import() would make all of it asynchronous */
import { CommandSpec, RunCommand } from './command';
import { CHECK_SPEC } from './commands/check-spec';
import { DIFF_SPEC } from './commands/diff-spec';
import { EXPLAIN_SPEC } from './commands/explain-spec';
import { OBSERVE_SPEC } from './commands/observe-spec';
import { PLAN_SPEC } from './commands/plan-spec';
import { RULES_SPEC } from './commands/rules-spec';
import { SIMULATE_SPEC } from './commands/simulate-spec';
import { TYPES_SPEC } from './commands/types-spec';

/** A command and what loads its code. */
export interface CommandRow {
  readonly spec: CommandSpec;
  readonly load: () => RunCommand;
}

export const COMMANDS: readonly CommandRow[] = [
  { spec: PLAN_SPEC, load: () => (require('./commands/plan') as typeof import('./commands/plan')).runPlan },
  { spec: EXPLAIN_SPEC, load: () => (require('./commands/explain') as typeof import('./commands/explain')).runExplain },
  { spec: SIMULATE_SPEC, load: () => (require('./commands/simulate') as typeof import('./commands/simulate')).runSimulate },
  { spec: CHECK_SPEC, load: () => (require('./commands/check') as typeof import('./commands/check')).runCheck },
  { spec: DIFF_SPEC, load: () => (require('./commands/diff') as typeof import('./commands/diff')).runDiff },
  { spec: OBSERVE_SPEC, load: () => (require('./commands/observe') as typeof import('./commands/observe')).runObserve },
  { spec: TYPES_SPEC, load: () => (require('./commands/types') as typeof import('./commands/types')).runTypes },
  { spec: RULES_SPEC, load: () => (require('./commands/rules') as typeof import('./commands/rules')).runRules },
];
