import type { Yaml } from './yaml-values';

/** What `yaml` keeps to itself of its lexer. The tests of multi-line texts and lists fail if a release changes it. */
interface LexerParts {
  readonly buffer: string;
  readonly pos: number;
  readonly flowLevel: number;
  indentNext: number;
  lex(text: string): Generator<string>;
  parseQuotedScalar(): Generator<string, unknown>;
  parseFlowCollection(): Generator<string, unknown>;
  /** Gives how many characters were indicators. */
  pushIndicators(): Generator<string, number>;
}

/** A dash that can be no indicator, as nothing of its own follows. */
const DASH_ALONE = /- *[,\]}]/y;

/**
 * The lexemes of a text, read as libyaml, SnakeYAML and so CloudFormation do where they take more than the specification: within quotes and brackets
 * indentation does not count, and a dash before a comma or bracket is a text.
 */
export function lexemesOf(text: string, yaml: Yaml): Generator<string> {
  const lexer = new yaml.Lexer() as unknown as LexerParts;
  ignoreIndentation(lexer, 'parseQuotedScalar');
  ignoreIndentation(lexer, 'parseFlowCollection');
  takeDashes(lexer);
  return lexer.lex(text);
}

function ignoreIndentation(lexer: LexerParts, step: 'parseQuotedScalar' | 'parseFlowCollection'): void {
  const strict = lexer[step].bind(lexer);
  lexer[step] = function* () {
    const { indentNext } = lexer;
    lexer.indentNext = 0;
    const next = yield* strict();
    lexer.indentNext = indentNext;
    return next;
  };
}

function takeDashes(lexer: LexerParts): void {
  const strict = lexer.pushIndicators.bind(lexer);
  lexer.pushIndicators = function* () {
    DASH_ALONE.lastIndex = lexer.pos;
    return lexer.flowLevel > 0 && DASH_ALONE.test(lexer.buffer) ? 0 : yield* strict();
  };
}
