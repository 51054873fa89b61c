import fc from 'fast-check';
import { formatMiB, isBareNumber, parseByteEntry, parseByteString, toMiB } from '../../../src/core/memory/byte-string';
import { GIB, KIB, MIB, TIB } from '../../../src/core/units';

const GRAMMAR = 'Size must be specified as bytes (b), kibibytes (k), mebibytes (m), gibibytes (g), tebibytes (t), or pebibytes(p). E.g. 50b, 100k, or 250m.';

function messageOf(text: string): string {
  const parsed = parseByteString(text, 'm', 'spark.executor.memory');
  return parsed.ok ? `read as ${parsed.value}` : parsed.problems.map(({ id, path, message }) => `${id} ${path}: ${message}`).join('\n');
}

describe('parseByteString', () => {
  test.each([
    ['4G', 4 * GIB], ['4gb', 4 * GIB], [' 4g ', 4 * GIB], ['  4g  ', 4 * GIB], ['\t4g\n', 4 * GIB], ['0', 0], ['007b', 7], ['1023k', 1023 * KIB], ['2t', 2 * TIB], ['1p', 1024 * TIB],
    ['1024', GIB], // the default unit asked for is MiB
  ])('reads %j', (text, bytes) => {
    expect(parseByteString(text, 'm')).toEqual({ ok: true, value: bytes, warnings: [] });
  });

  test.each([['b', 4096], ['k', 4 * MIB], ['m', 4 * GIB], ['g', 4 * TIB]] as const)('reads a bare 4096 in the unit of the setting, %s', (unit, bytes) => {
    expect(parseByteString('4096', unit)).toEqual({ ok: true, value: bytes, warnings: [] });
  });

  test.each([
    ['4.5g', `${GRAMMAR} Fractional values are not supported. Input was: 4.5; write 4608m`],
    ['4.5', `${GRAMMAR} Fractional values are not supported. Input was: 4.5`],
    ['12.25gb', `${GRAMMAR} Fractional values are not supported. Input was: 12.25; write 12544m`],
    ['1.5k', `${GRAMMAR} Fractional values are not supported. Input was: 1.5`], // no whole MiB
    ['4.5g!', `${GRAMMAR} Failed to parse byte string: 4.5g!; write 4608m`],
    ['x4.5g', `${GRAMMAR} Failed to parse byte string: x4.5g`],
    ['4gib', `${GRAMMAR} Invalid suffix: "gib"; write 4g`],
    ['4 g', `${GRAMMAR} Failed to parse byte string: 4 g; write 4g`],
    ['', `${GRAMMAR} Failed to parse byte string: `],
    ['abc', `${GRAMMAR} Failed to parse byte string: abc`],
    ['-1', `${GRAMMAR} Failed to parse byte string: -1`],
    ['4\u00a0g', `${GRAMMAR} Failed to parse byte string: 4\u00a0g; write 4g`],
    ['\u00a04g', `${GRAMMAR} Failed to parse byte string: \u00a04g; write 4g`], // Java's trim keeps a no-break space
    ['4.00000001k', `${GRAMMAR} Fractional values are not supported. Input was: 4.00000001`],
    ['99999999999999999999g', `${GRAMMAR} For input string: "99999999999999999999"`],
    ['9223372036854775808b', `${GRAMMAR} For input string: "9223372036854775808"`], // 2^63
    ['9007199254740992k', 'Conversion of 9007199254740992 exceeds Long.MAX_VALUE in KiB. Try a larger unit (e.g. MiB instead of KiB)'],
    ['8796093022208mb', 'Conversion of 8796093022208 exceeds Long.MAX_VALUE in MiB. Try a larger unit (e.g. MiB instead of KiB)'],
    ['8589934592g', 'Conversion of 8589934592 exceeds Long.MAX_VALUE in GiB. Try a larger unit (e.g. MiB instead of KiB)'],
    ['8388608t', 'Conversion of 8388608 exceeds Long.MAX_VALUE in TiB. Try a larger unit (e.g. MiB instead of KiB)'],
    ['8192p', 'Conversion of 8192 exceeds Long.MAX_VALUE in PiB. Try a larger unit (e.g. MiB instead of KiB)'],
  ])('fails on %j in Spark\'s words', (text, message) => {
    expect(messageOf(text)).toBe(`SZ1008 spark.executor.memory: '${text}': ${message}`);
  });

  test('fails on no setting in particular where none is named', () => {
    const [string, entry] = [parseByteString('x', 'b'), parseByteEntry('-x', 'b')];
    expect([string, entry].map(parsed => parsed.ok || parsed.problems[0].path)).toEqual(['', '']);
  });

  test('reads the last petabyte that a long holds', () => {
    expect(parseByteString('8191p', 'b')).toEqual({ ok: true, value: 8191 * 1024 * TIB, warnings: [] });
  });

  test('reads back every size that formatMiB writes', () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 40 }), (mib) => {
      expect(parseByteString(formatMiB(mib), 'b')).toEqual({ ok: true, value: mib * MIB, warnings: [] });
    }));
  });
});

describe('parseByteEntry', () => {
  test('takes a leading minus sign', () => {
    expect(parseByteEntry('-1', 'b')).toEqual({ ok: true, value: -1, warnings: [] });
    expect(parseByteEntry('2k', 'b')).toEqual({ ok: true, value: 2048, warnings: [] });
  });

  test('fails on a minus sign after a space, and on two', () => {
    expect(parseByteEntry(' -1', 'b').ok).toBe(false);
    expect(parseByteEntry('--1', 'b').ok).toBe(false);
  });
});

describe('toMiB', () => {
  test('truncates', () => {
    expect(toMiB(1023 * KIB)).toBe(0);
    expect(toMiB(2 * MIB - 1)).toBe(1);
    expect(toMiB(-MIB - 1)).toBe(-1);
  });
});

describe('formatMiB', () => {
  test.each([[14336, '14g'], [14337, '14337m'], [0, '0m'], [1024, '1g']])('writes %d as %s', (mib, text) => {
    expect(formatMiB(mib)).toBe(text);
  });

  test.each([0.5, -1, NaN])('fails on %d: a bug of ours', (mib) => {
    expect(() => formatMiB(mib)).toThrow('not whole MiB');
  });
});

describe('isBareNumber', () => {
  test.each([['4096', true], [' 4096 ', true], ['4g', false], [' 4g ', false], ['', true]])('of %j is %s', (text, bare) => {
    expect(isBareNumber(text)).toBe(bare);
  });
});
