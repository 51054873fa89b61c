import { Flag } from '../../src/cli/flag';
import { parseArguments } from '../../src/cli/parse-arguments';

const FLAGS: readonly Flag[] = [
  { name: '--input', value: 'SIZE', meaning: 'a size' }, { name: '--json', meaning: 'a switch' }, { name: '-o', value: 'FILE', meaning: 'a file' },
];

function parsed(...argv: string[]) {
  const { positionals, flags, problems } = parseArguments(argv, FLAGS);
  return { positionals, flags: Object.fromEntries(flags), problems: problems.map(({ id, path }) => `${id} ${path}`) };
}

test.each([
  [['--input', '5GiB', 'a.json'], { positionals: ['a.json'], flags: { '--input': ['5GiB'] } }],
  [['--input=5GiB'], { flags: { '--input': ['5GiB'] } }],
  [['--input=a=b'], { flags: { '--input': ['a=b'] } }],
  [['--input', '-1'], { flags: { '--input': ['-1'] } }],
  [['--input', '1', '--input', '2'], { flags: { '--input': ['1', '2'] } }],
  [['-o', 'p.json', '--json', '-'], { positionals: ['-'], flags: { '-o': ['p.json'], '--json': [] } }],
  [['--', '--json'], { positionals: ['--json'], flags: {} }],
])('parseArguments(%j)', (argv, expected) => {
  expect(parsed(...argv)).toEqual({ positionals: [], problems: [], ...expected });
});

test.each([
  [['--input'], ['SZ1001 --input']],
  [['--input='], ['SZ1001 --input']],
  [['--input', ''], ['SZ1001 --input']],
  [['--input', '--json'], ['SZ1001 --input']],
  [['--input', '-o', 'x'], ['SZ1001 --input']],
  [['--input', '--'], ['SZ1001 --input']],
  [['--json=1'], ['SZ1007 --json']],
  [['--nope', 'x', '-z', '--input=1'], ['SZ1006 --nope', 'SZ1006 -z']],
])('parseArguments(%j) fails and names everything', (argv, problems) => {
  expect(parsed(...argv).problems).toEqual(problems);
});

test('what may be the value of an unknown flag is no file', () => {
  expect(parsed('--nope', 'x').positionals).toEqual([]);
  expect(parsed('--nope=x', 'y').positionals).toEqual(['y']);
});
