import { DEFAULT_RELEASE } from '../../core/catalog/releases';
import { CommandSpec } from '../command';
import { COMMON_FLAGS } from '../flag';

export const ARCHITECTURES = ['x86_64', 'arm64'] as const;

export const TYPES_SPEC: CommandSpec = {
  name: 'types',
  summary: 'the EC2 instance types of EMR: YARN\'s memory, vcores, storage and price of each',
  usage: ['types [--release LABEL] [--family NAME] [--architecture WORD]'],
  about: [
    'In EMR\'s own figures, which differ from EC2\'s: memory is mostly 61/64 of it on newer types, and YARN gets a quarter less, at most 8 GiB less. `explain --instance-type` says more of one.',
  ],
  groups: [
    {
      title: 'Which',
      flags: [
        { name: '--release', value: 'LABEL', meaning: 'types that this release takes', fallback: `all types; YARN's step is that of ${DEFAULT_RELEASE}` },
        { name: '--family', value: 'NAME', meaning: 'of one family, such as m7g', many: true },
        { name: '--architecture', value: 'WORD', meaning: 'of one architecture', words: ARCHITECTURES },
      ],
    },
    COMMON_FLAGS,
  ],
  examples: [
    { line: 'types --family m7g --release emr-7.12.0', does: 'what a Graviton node gives to YARN' },
    { line: 'types --json', does: 'the whole catalog for a program' },
  ],
  exits: { 0: 'printed', 1: 'not used', 2: 'bad usage, an unknown family' },
};
