import type { Problem } from "../problem.ts";
import { maximumDepth } from "./limits.ts";

/** The opening brackets and quotes that may lack their end, as messages name them. */
const unclosedHint = "Perhaps a bracket further up is closed twice or not at all.";

/**
 * All syntax errors of HCL's native syntax: where hclsyntax has one, there is one here, in our own words.
 * @see hashicorp/hcl hclsyntax/{token,parser,parser_template}.go (v2.20.2)
 */
export const problems = {
  // Characters
  bitwise: (sign: string): Problem => {
    const meant = {
      "&": ' Write "&&" for "and".',
      "|": ' Write "||" for "or".',
      "~": ' Write "!" for "not".',
    }[sign];
    return { code: "NX501", detail: `HCL has no operators on bits; received "${sign}".${meant ?? ""}` };
  },
  backtick: {
    code: "NX502",
    detail:
      'A backtick quotes nothing in HCL. Quote with ", and write a text of several lines as a heredoc: <<EOT.',
  },
  apostrophe: { code: "NX502", detail: 'An apostrophe quotes nothing in HCL. Quote with ".' },
  semicolon: {
    code: "NX502",
    detail:
      "No semicolon is needed: a line break ends an argument or block, a comma an item of a list or object.",
  },
  curlyQuote: {
    code: "NX502",
    detail:
      'This is a typographic quotation mark, as word processors and web pages put it in. Quote with a straight one: ".',
  },
  unknownCharacter: (character: string): Problem => ({
    code: "NX502",
    detail: `${JSON.stringify(character)} means nothing in HCL. If it belongs to a text, put the text in quotes.`,
  }),
  notUtf8: {
    code: "NX503",
    detail: "HCL is written in UTF-8, and this is not UTF-8. Save the file in that encoding.",
  },
  quotedNewline: {
    code: "NX504",
    detail:
      "A text in quotes ends on the line where it begins. Write \\n for a line break in it, or the text as a heredoc: <<EOT.",
  },

  // Arguments and blocks
  setTwice: (name: string, line: number): Problem => ({
    code: "NX505",
    detail: `"${name}" is already set on line ${line}. An argument can be set once only: remove one of them.`,
  }),
  quotedName: { code: "NX506", detail: "The name of an argument is written without quotes." },
  unclosedBlock: { code: "NX507", detail: `The file ends, and nothing closes this block. ${unclosedHint}` },
  unclosedBody: { code: "NX507", detail: "The file ends within a block." },
  notAnItem: {
    code: "NX508",
    detail: "Only an argument (name = value) or a block (name { … }) can be here.",
  },
  nameAlone: (name: string): Problem => ({
    code: "NX508",
    detail: `"${name}" is neither. An argument goes on with an equals sign, a block with labels or an opening brace.`,
  }),
  blockOnOneLine: (name: string): Problem => ({
    code: "NX509",
    detail:
      `A block on one line can hold one argument and nothing else. If "${name}" is one, put an equals sign after it; ` +
      "if it is a block, put it on a line of its own.",
  }),
  noNewline: { code: "NX510", detail: "An argument ends with its line. Put what follows on the next line." },
  commaAfterArgument: {
    code: "NX511",
    detail: "An argument ends with its line, and not with a comma. Put the next one on a line of its own.",
  },
  equalsInBlock: {
    code: "NX512",
    detail: "A block has no equals sign before its brace; a name with one is an argument, and has no labels.",
  },
  noBraceOnLine: {
    code: "NX512",
    detail: "The opening brace of a block has to be on the line where the block begins.",
  },
  neitherLabelNorBrace: {
    code: "NX512",
    detail: "After the name of a block come its labels, in quotes, and the opening brace.",
  },
  commaInBlock: {
    code: "NX513",
    detail:
      "A block on one line can hold one argument only. Put several on lines of their own, without commas.",
  },
  newlineInBlock: {
    code: "NX513",
    detail:
      "A block that has its argument on the line of its opening brace must be closed on that line, too. " +
      "Put the argument on the next line, or the closing brace on this one.",
  },
  restInBlock: {
    code: "NX513",
    detail: "A block on one line is closed right after its one argument.",
  },
  noNewlineAfterBlock: {
    code: "NX514",
    detail: "A block ends with its line. Put what follows on the next line.",
  },

  // Expressions
  noColon: {
    code: "NX515",
    detail: "A condition needs both results: condition ? result : otherwise. There is no colon here.",
  },
  twoIndexes: (first: string, second: string): Problem => ({
    code: "NX516",
    detail: `Two indexes after dots are read as one number. Write them in brackets: [${first}][${second}].`,
  }),
  nestedSplat: {
    code: "NX517",
    detail: 'After ".*" a second one is not possible. Write the first in brackets: [*].',
  },
  noAttributeName: { code: "NX518", detail: "After a dot comes the name of an attribute." },
  unclosedSplat: { code: "NX519", detail: 'The star of "[*]" needs a closing bracket right after it.' },
  unclosedIndex: { code: "NX520", detail: "An index is one expression, closed by a bracket." },
  unclosedParentheses: { code: "NX521", detail: "A closing parenthesis is expected here." },
  noExpressionAtEnd: { code: "NX522", detail: "A value is expected here, but the file ends." },
  noExpression: { code: "NX523", detail: "A value is expected here, and no value begins like this." },
  badNumber: (text: string): Problem => ({
    code: "NX524",
    detail: `"${text}" is not a number. Numbers are written like 15, 0.5 or 1e6; something with more dots is a text, and needs quotes.`,
  }),
  noFunctionName: { code: "NX525", detail: 'After "::" comes the name of a function.' },
  noOpenParenthesis: {
    code: "NX526",
    detail: 'A name with "::" is that of a function, and is called: name(…).',
  },
  restAfterSpread: {
    code: "NX527",
    detail: 'After "..." the call is closed: only the last argument can be spread.',
  },
  unclosedCall: { code: "NX528", detail: `The file ends, and nothing closes this call. ${unclosedHint}` },
  noArgumentSeparator: { code: "NX529", detail: "The arguments of a function are separated by commas." },
  unclosedTuple: { code: "NX530", detail: `The file ends, and nothing closes this list. ${unclosedHint}` },
  noItemSeparator: { code: "NX531", detail: "The items of a list are separated by commas." },
  noEntryValue: { code: "NX532", detail: "Every key of an object has a value: key = value." },
  noKeySeparator: {
    code: "NX533",
    detail: "An equals sign is expected between the key and the value in an object: key = value.",
  },
  noKeySeparatorAfterName: {
    code: "NX533",
    detail:
      "An equals sign is expected between the key and the value in an object: key = value. A key with dots or spaces in it needs quotes.",
  },
  unclosedObject: { code: "NX534", detail: `The file ends, and nothing closes this object. ${unclosedHint}` },
  noEntrySeparator: {
    code: "NX535",
    detail: "The entries of an object are separated by line breaks or commas.",
  },
  forVariable: {
    code: "NX536",
    detail: 'After "for" comes a name for the elements: [for item in list : item].',
  },
  forSecondVariable: {
    code: "NX536",
    detail: "After the comma comes a second name: the first is for keys, this for values.",
  },
  forIn: { code: "NX536", detail: 'After the names comes "in", and then the collection.' },
  forColon: {
    code: "NX536",
    detail: "After the collection comes a colon, and then the result for each element.",
  },
  forRest: { code: "NX536", detail: "After the result comes a condition or the closing bracket." },
  forKeyInTuple: {
    code: "NX536",
    detail: 'A list has no keys. Leave out the one before "=>", or build an object in braces.',
  },
  forGroupingInTuple: {
    code: "NX536",
    detail: 'A list has no keys to group by. Leave out the "...", or build an object in braces.',
  },
  forNoKey: {
    code: "NX536",
    detail: "An object needs a key for each value: { for item in list : key => value }.",
  },
  restAfterExpression: { code: "NX549", detail: "The expression should have ended before this." },

  // Text
  sequenceInLabel: (sign: string): Problem => ({
    code: "NX537",
    detail: `This text cannot hold expressions. Double the sign for a literal "${sign}{": "${sign}${sign}{".`,
  }),
  notInText: { code: "NX537", detail: "This cannot be in a text in quotes." },
  unclosedText: { code: "NX538", detail: "The file ends, and no quotation mark ends this text." },
  loneBackslash: { code: "NX539", detail: "A backslash needs a character after it." },
  shortEscape: { code: "NX539", detail: "After \\u come four hexadecimal digits." },
  longEscape: { code: "NX539", detail: "After \\U come eight hexadecimal digits." },
  noSuchCharacter: (digits: string): Problem => ({
    code: "NX539",
    detail: `There is no character U+${digits.toUpperCase()}.`,
  }),
  unknownEscape: (character: string): Problem => ({
    code: "NX539",
    detail: `Received ${JSON.stringify(`\\${character}`)}; there is \\n, \\r, \\t, \\", \\\\, \\uNNNN and \\UNNNNNNNN. Double the backslash if it is meant as one.`,
  }),

  // Templates
  unclosedIf: (line: number): Problem => ({
    code: "NX540",
    detail: `The "if" of line ${line} has no "endif": %{ endif }.`,
  }),
  unclosedFor: (line: number): Problem => ({
    code: "NX540",
    detail: `The "for" of line ${line} has no "endfor": %{ endfor }.`,
  }),
  strayDirective: (name: string): Problem => ({
    code: "NX541",
    detail: `There is no directive open that "${name}" belongs to.`,
  }),
  secondElse: (line: number): Problem => ({
    code: "NX541",
    detail: `The "if" of line ${line} has an "else" already.`,
  }),
  elseInFor: { code: "NX541", detail: 'A "for" has no "else".' },
  wrongEnd: (name: string, expected: string, line: number): Problem => ({
    code: "NX541",
    detail: `Received "${name}" where the directive of line ${line} needs its "${expected}".`,
  }),
  unclosedInterpolation: {
    code: "NX542",
    detail:
      "No brace ends an interpolation in this text: ${…}. Perhaps a quotation mark or bracket in it is not closed.",
  },
  colonInInterpolation: {
    code: "NX543",
    detail:
      'An interpolation is one expression, with no colon. For a literal "${", as in a shell, write "$${".',
  },
  restInInterpolation: {
    code: "NX543",
    detail:
      'An interpolation is one expression, closed by a brace. For a literal "${", as in a shell, write "$${".',
  },
  noDirective: {
    code: "NX544",
    detail:
      'After "%{" comes the name of a directive: if, else, endif, for or endfor. For a literal "%{" write "%%{".',
  },
  directiveForVariable: {
    code: "NX545",
    detail: 'After "for" comes a name for the elements: %{ for item in list }.',
  },
  directiveForSecondVariable: {
    code: "NX545",
    detail: "After the comma comes a second name: the first is for keys, this for values.",
  },
  directiveForIn: { code: "NX545", detail: 'After the names comes "in", and then the collection.' },
  unknownDirective: (name: string, meant: string | undefined): Problem => ({
    code: "NX546",
    detail:
      `Received "${name}"; the directives are if, else, endif, for and endfor.` +
      (meant === undefined ? "" : ` Did you mean "${meant}"?`),
  }),
  restInDirective: (name: string): Problem => ({
    code: "NX547",
    detail: `After this, the directive "${name}" is closed by a brace.`,
  }),
  unclosedTemplate: { code: "NX548", detail: "The text does not end in the way it began." },

  tooDeep: {
    code: "NX550",
    detail: `More than ${maximumDepth} blocks, brackets or operations are nested in one another. The rest of the file is not read.`,
  },
} as const satisfies Record<string, Problem | ((...values: never[]) => Problem)>;
