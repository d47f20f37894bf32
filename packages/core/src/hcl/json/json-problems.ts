import type { Problem } from "../problem.ts";

/**
 * All syntax errors of HCL's JSON syntax: where HCL has one, there is one here, in our own words.
 * @see hashicorp/hcl json/parser.go, public.go (v2.20.2)
 */
export const jsonProblems = {
  restAfterValue: { code: "NX581", detail: "The file ends after its value; nothing else can follow." },
  noValue: {
    code: "NX582",
    detail: "A value is expected here: an object, a list, a text in quotes, a number, true, false or null.",
  },
  noElement: {
    code: "NX583",
    detail: "An item of the list is expected here; the last one has no comma after it.",
  },
  noValueAtEnd: { code: "NX584", detail: "A value is expected here, but the file ends." },
  notAValue: {
    code: "NX585",
    detail:
      "No value begins like this: there are objects, lists, texts in quotes, numbers, true, false and null.",
  },
  nameNotText: { code: "NX586", detail: "The name of a property is a text in quotes." },
  nameWithoutValue: {
    code: "NX587",
    detail: 'Every property has a value: "name": value. A list is written in brackets.',
  },
  equalsSign: {
    code: "NX588",
    detail: "JSON has a colon, not an equals sign, between the name and the value of a property.",
  },
  noColon: { code: "NX588", detail: "A colon is expected between the name and the value of a property." },
  commaAtObjectEnd: { code: "NX589", detail: "The last property of an object has no comma after it." },
  unclosedObject: { code: "NX590", detail: "The file ends, and no brace closes this object." },
  objectClosedByBracket: { code: "NX591", detail: "An object that begins with a brace ends with a brace." },
  noPropertySeparator: { code: "NX592", detail: "The properties of an object are separated by commas." },
  noItemSeparator: { code: "NX592", detail: "The items of a list are separated by commas." },
  commaAtArrayEnd: { code: "NX593", detail: "The last item of a list has no comma after it." },
  colonInArray: {
    code: "NX594",
    detail: "The items of a list have no names. An object is written in braces.",
  },
  unclosedArray: { code: "NX590", detail: "The file ends, and no bracket closes this list." },
  arrayClosedByBrace: { code: "NX595", detail: "A list that begins with a bracket ends with a bracket." },
  badNumber: (text: string): Problem => ({
    code: "NX596",
    detail: `${JSON.stringify(text)} is not a JSON number: those are like 15, -0.5 or 1e6, with no zero before them.`,
  }),
  badText: {
    code: "NX597",
    detail:
      'A text ends with a quotation mark on its line, and has these escapes only: \\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t and \\uNNNN.',
  },
  javaScriptWord: (word: string): Problem => ({
    code: "NX598",
    detail: `"${word}" is a word of JavaScript; JSON has true, false and null.`,
  }),
  unknownWord: (word: string, meant: string | undefined): Problem => ({
    code: "NX598",
    detail:
      `Received "${word}"; JSON has true, false and null, and texts need quotes.` +
      (meant === undefined ? "" : ` Did you mean ${meant}?`),
  }),
  rootIsNoObject: { code: "NX599", detail: "A file of configuration is an object, or a list of objects." },
  nameTwice: (name: string): Problem => ({
    code: "NX580",
    detail: `"${name}" is in this object already. Remove one of the two.`,
  }),
} as const satisfies Record<string, Problem | ((...values: never[]) => Problem)>;
