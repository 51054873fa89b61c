import { Arguments, hasFlag } from './flag';
import { Problem } from '../core/problems/problem';
import { flagName } from '../core/workload/fields';

export { flagName } from '../core/workload/fields';

/** `finishWithin` → `--finish-within`, where that is how the caller said it. */
export function inCallersWords(problems: readonly Problem[], args: Arguments): Problem[] {
  const allByFlags = args.positionals.length === 0;
  return problems.map(one => {
    const [, root, rest] = /^([a-zA-Z]+)(.*)$/.exec(one.path) ?? [];
    if (root === undefined) return one;
    const flag = flagName(root);
    return allByFlags || hasFlag(args, flag) ? { ...one, path: flag + rest } : one;
  });
}
