import { describe, expect, it } from "vitest";

import { hclFunctions } from "../functions/functions.ts";
import { parseExpression } from "../parse-hcl.ts";
import { plainText } from "../values/number-text.ts";
import { integerValue, listValue, objectValue, setValue, stringValue, tupleValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { numberType, stringType } from "../values/types.ts";
import { evaluate } from "./evaluate.ts";
import type { Scope } from "./scope.ts";

const web = objectValue([
  ["name", stringValue("web")],
  ["ports", listValue(numberType, [80, 443].map(integerValue))],
]);
const scope: Scope = {
  variables: new Map<string, Value>([
    ["web", web],
    ["both", tupleValue([web, web])],
    ["letters", setValue(stringType, ["b", "a"].map(stringValue))],
  ]),
  functions: hclFunctions(),
};

/** A value as JavaScript has it; numbers as texts, so that no digit is lost. */
function plain(value: Value): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "unknown":
      return "(unknown)";
    case "number":
      return plainText(value.value);
    case "string":
    case "bool":
      return value.value;
    case "list":
    case "set":
    case "tuple":
      return value.items.map(plain);
    case "map":
    case "object":
      return Object.fromEntries(Array.from(value.entries, ([key, item]) => [key, plain(item)]));
  }
}

function result(text: string, within: Scope = scope): unknown {
  const { tree, diagnostics } = parseExpression(text);
  expect(diagnostics).toEqual([]);
  const { value, problems } = evaluate(tree, within);
  expect(problems).toEqual([]);
  return plain(value);
}

/** Code, and the text that is marked. */
function problemsOf(text: string, within: Scope = scope): (readonly [string, string])[] {
  const { tree } = parseExpression(text);
  return evaluate(tree, within).problems.map(({ code, subject }) => [
    code,
    text.slice(subject.start, subject.end),
  ]);
}

// The answers are those of Nomad 2.0.5, which evaluates with HCL 2.20.2 and cty 1.19.0.
describe("evaluate", () => {
  it.each<[string, unknown]>([
    ["(1 + 2) * 3", "9"],
    ["10 - 4 - 3", "3"],
    ["5 % 0", "5"],
    ["-7 % 3", "-1"],
    ["0.1 + 0.2 == 0.3", true],
    ['1 == "1"', false],
    ["null == null", true],
    ['"1" + 1', "2"],
    ['!"true"', false],
    ['true ? 1 : "a"', "1"],
    ["false ? null : [1]", ["1"]],
    ["[for l in letters : upper(l)]", ["A", "B"]],
    ["[for i, l in letters : i]", ["a", "b"]],
    ['{ for k, v in web : v => k if k == "name" }', { web: "name" }],
    ['{ for p in web.ports : "all" => p... }', { all: ["80", "443"] }],
    ["both[*].name", ["web", "web"]],
    ["both[*].ports[0]", ["80", "80"]],
    ["web[*].name", ["web"]],
    ["null[*]", []],
    ['web["name"]', "web"],
    ["web.ports[1]", "443"],
    ["both[0].ports[0] + 1", "81"],
    ['{ a = 1, "b" : 2, (web.name) = 3, true = 4 }', { a: "1", b: "2", web: "3", true: "4" }],
    ['"${web.name}:${web.ports[0]}"', "web:80"],
    ['"${web.ports}"', ["80", "443"]],
    ['"%{ if true }yes%{ else }no%{ endif }"', "yes"],
    ['"%{ for p in web.ports }[${p}]%{ endfor }"', "[80][443]"],
    ["max(web.ports...)", "443"],
    ['"Inf" % 0 == "Inf" + 0', true],
    ["floor(1e-600000000)", "0"],
    ["ceil(1e600000000) == 1e600000000", true],
  ])("%s is %j", (text, want) => {
    expect(result(text)).toEqual(want);
  });

  it.each<[string, readonly (readonly [string, string])[]]>([
    ["nope.x", [["NX561", "nope"]]],
    ['uper("a")', [["NX562", "uper"]]],
    ["upper()", [["NX563", ")"]]],
    ['upper("a", [1])', [["NX563", "["]]],
    ["upper([1])", [["NX564", "["]]],
    ["max(1...)", [["NX564", "1"]]],
    ['parseint("z", 10)', [["NX564", "z"]]],
    ['substr("a", 0.5, 1)', [["NX565", "substr("]]],
    ["1 + true", [["NX566", "true"]]],
    [
      "[] + {}",
      [
        ["NX566", "[]"],
        ["NX566", "{}"],
      ],
    ],
    ["1 < null", [["NX567", "1 < null"]]],
    ["0 / 0", [["NX567", "0 / 0"]]],
    ['"Inf" % 2', [["NX567", '"Inf" % 2']]],
    ['5 % "Inf"', [["NX567", '5 % "Inf"']]],
    ["3 % 1e-600000000", [["NX567", "3 % 1e-600000000"]]],
    ["null ? 1 : 2", [["NX568", "null"]]],
    ["[1] ? 1 : 2", [["NX568", "[1]"]]],
    ["true ? [] : {}", [["NX569", "[] : {}"]]],
    ["web.ports[2]", [["NX570", "[2]"]]],
    ["web.ports[-1]", [["NX570", "[-1]"]]],
    ["letters[0]", [["NX570", "[0]"]]],
    ["web.nme", [["NX571", ".nme"]]],
    ["web.name.a", [["NX571", ".a"]]],
    ["{ web.name = 1 }", [["NX572", "web.name"]]],
    ["{ (null) = 1 }", [["NX572", "1"]]],
    ['{ for p in web.ports : "k" => p }', [["NX572", '"k"']]],
    ["[for x in 5 : x]", [["NX573", "5"]]],
    ['"a${web}"', [["NX574", "web"]]],
    ['"a${null}"', [["NX574", "null"]]],
    ["convert(1, lst(string))", [["NX575", "lst(string)"]]],
    [
      "convert(1, object({ a = optional(lst(string), 1) }))",
      [
        ["NX575", "(lst(string), 1)"],
        ["NX575", "lst(string)"],
      ],
    ],
    [
      "[1].*.a.b[9]",
      [
        ["NX571", ".a"],
        ["NX570", "[9]"],
      ],
    ],
    [
      '"${web.nme}${web.ports[1] ? 1 : 2}"',
      [
        ["NX571", ".nme"],
        ["NX568", "web.ports[1]"],
      ],
    ],
    [
      '"a${[]}1" + 1',
      [
        ["NX574", "[]"],
        ["NX566", '"a${[]}1"'],
      ],
    ],
    ['"1${[]}a" + 1', [["NX574", "[]"]]],
  ])("%s: %j", (text, want) => {
    expect(problemsOf(text)).toEqual(want);
  });

  it("says one mistake once, however much depends on it", () => {
    expect(problemsOf('upper(nope) + nope2 * 3 == "${nope3}"')).toEqual([
      ["NX561", "nope"],
      ["NX561", "nope2"],
      ["NX561", "nope3"],
    ]);
  });

  it("does not count what is wrong in the result that is not taken", () => {
    expect(result("true ? 1 : nope")).toBe("1");
  });

  it("asks for references that nobody knows, where somebody answers", () => {
    const undefinedReference: Scope["undefinedReference"] = ({ name }) => ({
      value: stringValue(`<${name}>`),
      problems: [],
    });
    expect(result('"${attr.kernel}/${web}"', { undefinedReference })).toBe("<attr>/<web>");
  });

  it("allows neither variables nor calls where there are none", () => {
    expect(problemsOf("a", {})).toEqual([["NX561", "a"]]);
    expect(problemsOf('upper("a")', {})).toEqual([["NX562", 'upper("a")']]);
  });
});
