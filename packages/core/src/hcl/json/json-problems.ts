import type { Problem } from "../parse/problems.ts";

/**
 * All syntax errors of HCL's JSON syntax: where HCL has one, there is one here, in our own words.
 * @see hashicorp/hcl json/parser.go, public.go (v2.20.2)
 */
export const jsonProblems = {
  restAfterValue: { code: "NX561", detail: "The file ends after its value; nothing else can follow." },
  noValue: {
    code: "NX562",
    detail: "Here comes a value: an object, a list, a text in quotes, a number, true, false or null.",
  },
  noElement: { code: "NX563", detail: "Here comes an item of the list; after the last one is no comma." },
  noValueAtEnd: { code: "NX564", detail: "Here comes a value, but the file ends." },
  notAValue: {
    code: "NX565",
    detail:
      "No value begins like that: there are objects, lists, texts in quotes, numbers, true, false and null.",
  },
  nameNotText: { code: "NX566", detail: "The name of a property is a text in quotes." },
  nameWithoutValue: {
    code: "NX567",
    detail: 'Every property has a value: "name": value. A list stands in brackets.',
  },
  equalsSign: {
    code: "NX568",
    detail: "JSON has a colon, and no equals sign, between the name and the value of a property.",
  },
  noColon: { code: "NX568", detail: "Between the name and the value of a property stands a colon." },
  commaAtObjectEnd: { code: "NX569", detail: "After the last property of an object is no comma." },
  unclosedObject: { code: "NX570", detail: "The file ends, and no brace closed this object." },
  objectClosedByBracket: { code: "NX571", detail: "What is opened by a brace is closed by a brace." },
  noPropertySeparator: { code: "NX572", detail: "The properties of an object are separated by commas." },
  noItemSeparator: { code: "NX572", detail: "The items of a list are separated by commas." },
  commaAtArrayEnd: { code: "NX573", detail: "After the last item of a list is no comma." },
  colonInArray: { code: "NX574", detail: "The items of a list have no names. An object stands in braces." },
  unclosedArray: { code: "NX570", detail: "The file ends, and no bracket closed this list." },
  arrayClosedByBrace: { code: "NX575", detail: "What is opened by a bracket is closed by a bracket." },
  badNumber: (text: string): Problem => ({
    code: "NX576",
    detail: `${JSON.stringify(text)} is no number of JSON: those are like 15, -0.5 or 1e6, with no zero before them.`,
  }),
  badText: {
    code: "NX577",
    detail:
      'A text ends with a quotation mark on its line, and has these escapes only: \\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t and \\uNNNN.',
  },
  javaScriptWord: (word: string): Problem => ({
    code: "NX578",
    detail: `"${word}" is a word of JavaScript; JSON has true, false and null.`,
  }),
  unknownWord: (word: string, meant: string | undefined): Problem => ({
    code: "NX578",
    detail:
      `Received "${word}"; JSON has true, false and null, and texts stand in quotes.` +
      (meant === undefined ? "" : ` Did you mean ${meant}?`),
  }),
  rootIsNoObject: { code: "NX579", detail: "A file of configuration is an object, or a list of objects." },
  nameTwice: (name: string): Problem => ({
    code: "NX580",
    detail: `"${name}" is in this object already. Remove one of the two.`,
  }),
} as const satisfies Record<string, Problem | ((...values: never[]) => Problem)>;
