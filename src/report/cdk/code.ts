/** An expression that says the same in TypeScript and in Python. */
export type Code =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  /** `Size.gibibytes(500)`. A struct as the last argument is what Python calls keyword arguments. */
  | { readonly kind: 'call'; readonly of: string; readonly method: string; readonly args: readonly Code[] }
  /** `SpillPolicy.ALLOWED`. */
  | { readonly kind: 'member'; readonly of: string; readonly name: string }
  | Struct;

/** Properties; those without a value are left out. The name is the one that Python needs where it stands alone. */
export interface Struct {
  readonly kind: 'struct';
  readonly name: string;
  readonly fields: readonly (readonly [string, Code | undefined])[];
}

export function literal(value: string | number | boolean): Code {
  return { kind: 'literal', value };
}

export function call(of: string, method: string, ...args: readonly Code[]): Code {
  return { kind: 'call', of, method, args };
}

export function member(of: string, name: string): Code {
  return { kind: 'member', of, name };
}

export function struct(name: string, fields: Struct['fields']): Struct {
  return { kind: 'struct', name, fields };
}

/** A language of the CDK. */
export interface CodeLanguage {
  readonly render: (code: Code, indent: string) => string;
  /** Fields of a struct as they stand between brackets, one a line. */
  readonly fields: (code: Struct, indent: string) => string;
  /** Whether a struct is named where it stands alone. */
  readonly namesStructs: boolean;
}

/** Every class, enum and, where the language names them, struct that an expression needs. */
export function namesIn(code: Code, language: CodeLanguage): string[] {
  switch (code.kind) {
    case 'literal': return [];
    case 'list': return code.items.flatMap(item => namesIn(item, language));
    case 'member': return [code.of];
    case 'call': return [code.of, ...code.args.flatMap((arg, index) => arg.kind === 'struct' && index === code.args.length - 1 ? namesInFields(arg, language) : namesIn(arg, language))];
    case 'struct': return [...language.namesStructs ? [code.name] : [], ...namesInFields(code, language)];
  }
}

/** The same of the fields of a struct. */
export function namesInFields(code: Struct, language: CodeLanguage): string[] {
  return code.fields.flatMap(([, value]) => value ? namesIn(value, language) : []);
}

export const TYPESCRIPT: CodeLanguage = {
  namesStructs: false,
  fields: (code, indent) => lines(code, indent, (name, value) => `${indent}  ${name}: ${typescript(value, `${indent}  `)},`),
  render: typescript,
};

export const PYTHON: CodeLanguage = {
  namesStructs: true,
  fields: (code, indent) => lines(code, indent, (name, value) => `${indent}    ${snakeCase(name)}=${python(value, `${indent}    `)},`),
  render: python,
};

function lines({ fields }: Struct, _indent: string, line: (name: string, value: Code) => string): string {
  return fields.flatMap(([name, value]) => value ? [line(name, value)] : []).join('\n');
}

function typescript(code: Code, indent: string): string {
  switch (code.kind) {
    case 'literal': return typeof code.value === 'string' ? quotedOnce(code.value) : String(code.value);
    case 'list': return `[${code.items.map(item => typescript(item, indent)).join(', ')}]`;
    case 'member': return `${code.of}.${code.name}`;
    case 'call': return `${code.of}.${code.method}(${code.args.map(arg => typescript(arg, indent)).join(', ')})`;
    case 'struct': return `{\n${TYPESCRIPT.fields(code, indent)}\n${indent}}`;
  }
}

function quotedOnce(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'')}'`;
}

function python(code: Code, indent: string): string {
  switch (code.kind) {
    case 'literal': return pythonLiteral(code.value);
    case 'list': return `[${code.items.map(item => python(item, indent)).join(', ')}]`;
    case 'member': return `${code.of}.${code.name}`;
    case 'call': return pythonCall(code, indent);
    case 'struct': return `${code.name}(\n${PYTHON.fields(code, indent)}\n${indent})`;
  }
}

function pythonLiteral(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function pythonCall({ of, method, args }: Extract<Code, { kind: 'call' }>, indent: string): string {
  const callee = `${of}.${snakeCase(method)}`;
  const [only] = args;
  return only?.kind === 'struct' ? `${callee}(\n${PYTHON.fields(only, indent)}\n${indent})` : `${callee}(${args.map(arg => python(arg, indent)).join(', ')})`;
}

/** As jsii names what Python sees. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
