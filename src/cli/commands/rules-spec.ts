import { CommandSpec } from '../command';
import { COMMON_FLAGS } from '../flag';

export const RULES_SPEC: CommandSpec = {
  name: 'rules',
  summary: 'what the ids of problems and warnings mean',
  usage: ['rules [ID…] [--json]'],
  about: ['Every problem and warning has an id that never changes its meaning. SZ1xxx: the request. SZ2xxx: what fits. SZ3xxx: plans. SZ4xxx: catalogs. SZ6xxx: templates.'],
  groups: [COMMON_FLAGS],
  examples: [
    { line: 'rules SZ3202', does: 'what is behind one warning, and what to do about it' },
    { line: 'rules --json', does: 'the whole table for a program' },
  ],
  exits: { 0: 'printed', 1: 'not used', 2: 'an id that does not exist' },
};
