import { InstanceType } from './instance-types';
import { editDistance } from '../problems/nearest';

const HINTS = 3;

/** Names that an unknown one may have meant: the same family's sizes first where it exists, else those written most alike. */
export function similarNames(name: string, types: readonly InstanceType[]): readonly string[] {
  const [family = '', size = ''] = name.toLowerCase().split('.');
  const score = (type: InstanceType) => editDistance(family, type.family) * 4 + editDistance(size, type.size);
  return best(types, type => [score(type)]);
}

/** Types that can stand in for one: of the same class and architecture where there are any, vCPUs, memory and generation as near as may be. */
export function nearestTypes(type: InstanceType, types: readonly InstanceType[]): readonly string[] {
  const wanted = nameParts(type.family);
  return best(types, other => {
    const parts = nameParts(other.family);
    return [
      Number(parts.letters !== wanted.letters),
      Number(other.architecture !== type.architecture),
      ratio(other.vCores, type.vCores) + ratio(other.memoryMiB, type.memoryMiB),
      Math.abs(parts.generation - wanted.generation),
      editDistance(parts.options, wanted.options),
    ];
  });
}

/** `m7gd` is class m, generation 7, options gd. */
function nameParts(family: string): { readonly letters: string; readonly generation: number; readonly options: string } {
  const [, letters, generation, options] = /^([a-z]+)(\d*)(.*)$/.exec(family) ?? ['', '', '0', ''];
  return { letters, generation: Number(generation), options };
}

/** How far two sizes are apart, in steps of a fifth: 15.25 GiB is as good as 16. */
function ratio(a: number, b: number): number {
  return Math.round(Math.abs(Math.log2(a / b)) * 5);
}

/** The names with the least scores, compared place by place, then by name. */
function best(types: readonly InstanceType[], scores: (type: InstanceType) => readonly number[]): readonly string[] {
  const scored = types.map(type => ({ name: type.instanceType, score: scores(type) }));
  const difference = (a: readonly number[], b: readonly number[]) => a.map((value, index) => value - b[index]).find(value => value !== 0) ?? 0;
  return scored.sort((a, b) => difference(a.score, b.score) || (a.name < b.name ? -1 : 1)).slice(0, HINTS).map(({ name }) => name);
}
