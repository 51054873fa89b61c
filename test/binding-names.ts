import { callsOf, Member, named, Type } from './assembly';
import { toSnakeCase } from '../node_modules/codemaker/lib/case-utils'; // as jsii-pacmak makes Python's names, which it does not export
import { isReservedName } from '../node_modules/jsii/lib/reserved-words'; // nor jsii these

/** Words of one letter that are words. */
const LETTERS = ['a'];
/** What every object has: a method or a getter of the name would hide it or not compile. */
const OF_EVERY_OBJECT = ['getClass', 'hashCode', 'notify', 'notifyAll', 'wait', 'clone', 'finalize', 'equals', 'getType', 'getHashCode', 'memberwiseClone', 'referenceEquals'];

/** Names of the API that would read badly, or not compile, in one of the other languages: the name, and why. */
export function badBindingNames(types: readonly Type[]): string[] {
  return types.flatMap(type => [
    ...wordProblems(type.name).map(why => `${type.name}: ${why}`),
    ...membersOf(type).flatMap(member => nameProblems(type, member).map(why => `${named(type, member)}: ${why}`)),
    ...callsOf(type).flatMap(call => (call.parameters ?? []).flatMap(({ name }) => wordsAndKeywords(name).map(why => `${named(type, call)}(${name}): ${why}`))),
    ...clashes(type),
  ]);
}

/** Constants and values of enums are upper case in every language. */
function membersOf(type: Type): Member[] {
  return [...type.properties ?? [], ...type.methods ?? []].filter(({ name }) => !/^[A-Z0-9_]+$/.test(name));
}

function nameProblems(type: Type, { name }: Member): string[] {
  return [
    ...wordsAndKeywords(name),
    ...pascal(name) === type.name ? ['has the name of its type, which C# does not take'] : [],
    ...OF_EVERY_OBJECT.includes(name) || OF_EVERY_OBJECT.includes(`get${pascal(name)}`) ? ['every object of Java or .NET has that already'] : [],
  ];
}

function wordsAndKeywords(name: string): string[] {
  const languages = isReservedName(name);
  return [...wordProblems(name), ...languages ? [`a word of ${languages.join(', ')}`] : []];
}

function wordProblems(name: string): string[] {
  const snake = toSnakeCase(name);
  const single = snake.split('_').some(word => /^[a-z]$/.test(word) && !LETTERS.includes(word));
  return [
    ...single ? [`falls apart in Python: ${snake}`] : [],
    ...pascal(name).replace(/[KMG]iB/g, 'Mib').match(/[A-Z]{2}/) ? ['more than one capital letter in a row'] : [],
  ];
}

/** Two names of one type that become the same, in Python, or in Java beside the getters. */
function clashes(type: Type): string[] {
  const members = membersOf(type);
  const getters = (type.properties ?? []).map(({ name }) => `get${pascal(name)}`);
  return [
    ...repeated(members.map(({ name }) => toSnakeCase(name))).map(name => `${type.name}: two names are ${name} in Python`),
    ...repeated(members.map(({ name }) => pascal(name))).map(name => `${type.name}: two names are ${name} in Go and C#`),
    ...(type.methods ?? []).filter(({ name }) => getters.includes(name)).map(member => `${named(type, member)}: a getter of Java has the same name`),
  ];
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
