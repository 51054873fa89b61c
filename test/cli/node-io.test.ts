import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { writeAtomically } from '../../src/cli/node-io';

const ROOT = path.join(__dirname, '..', '..');
const MAIN = ['-r', require.resolve('tsx/cjs'), path.join(ROOT, 'src', 'cli', 'main.ts')];

describe('writeAtomically', () => {
  let folder: string;
  beforeEach(() => { folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sized-emr-')); });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  test('writes a new file and replaces an old one, leaving nothing else', () => {
    const file = path.join(folder, 'p.plan.json');
    writeAtomically(file, 'one');
    writeAtomically(file, 'two');
    expect(fs.readFileSync(file, 'utf8')).toBe('two');
    expect(fs.readdirSync(folder)).toEqual(['p.plan.json']);
  });

  test('fails and keeps what was there', () => {
    const target = path.join(folder, 'folder');
    fs.mkdirSync(target);
    expect(() => writeAtomically(target, 'text')).toThrow();
    expect(fs.readdirSync(folder)).toEqual(['folder']);
  });
});

describe('the program', () => {
  test('prints its version, reads stdin and sets its exit code', () => {
    const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(execFileSync(process.execPath, [...MAIN, '--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
    const ran = spawnSync(process.execPath, [...MAIN, 'simulate', '--template', '-'], { input: '{}', encoding: 'utf8' });
    expect(ran).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('SZ1010 /Resources: ') });
  });

  test('ends quietly where its reader stops reading', () => {
    const line = [process.execPath, ...MAIN, 'rules', '--json'].map(word => `'${word}'`).join(' ');
    const ran = spawnSync('sh', ['-c', `${line} | true`], { encoding: 'utf8' });
    expect(ran.stderr).toBe('');
  });
});
