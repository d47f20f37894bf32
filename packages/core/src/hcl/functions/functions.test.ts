import { describe, expect, it } from "vitest";

import { evaluate } from "../evaluate/evaluate.ts";
import { parseExpression } from "../parse-hcl.ts";
import { jsonText } from "./json.ts";
import { hclFunctions } from "./functions.ts";
import type { FunctionWorld } from "./function-world.ts";

/** The value of an expression as JSON, or the problem with it. */
function result(text: string, world: FunctionWorld = {}): string {
  const { tree, diagnostics } = parseExpression(text);
  expect(diagnostics).toEqual([]);
  const { value, problems } = evaluate(tree, { functions: hclFunctions(world), variables: new Map() });
  const [problem] = problems;
  if (problem !== undefined) return `${problem.code} ${problem.detail}`;
  const json = jsonText(value);
  return "text" in json ? json.text : json.problem;
}

it("are the 83 of Nomad 2.0.5", () => {
  expect(hclFunctions().size).toBe(83);
});

// The answers of Nomad 2.0.5, tried on a server.
describe.each<[string, Readonly<Record<string, string>>]>([
  [
    "numbers",
    {
      "abs(-1.5)": "1.5",
      "ceil(1.2)": "2",
      "floor(-1.2)": "-2",
      "log(1000, 10)": "2.9999999999999996",
      'format("%v", pow(10, 308))': '"1.0000000000000006e+308"',
      "signum(-3)": "-1",
      "max(1, 3, 2)": "3",
      'parseint("ff", 16)': "255",
      'parseint("-A", 62)': "-36",
      "range(3)": "[0,1,2]",
      "range(-3)": "[0,-1,-2]",
      "range(1, 10, 4)": "[1,5,9]",
      "range(5, 5, 0)": "[]",
    },
  ],
  [
    "texts",
    {
      'upper("straße")': '"STRAßE"',
      'lower("ΑΣ")': '"ασ"',
      'title("it\'s a-b a_b")': '"It\'S A-B A_b"',
      'strlen("👨‍👩‍👧e\u0301")': "2",
      'reverse("ab")': '"ba"',
      'substr("hello", 1, 3)': '"ell"',
      'substr("hello", -2, 0)': '"lo"',
      'replace("aXa", "X", "$&")': '"a$\\u0026a"',
      'replace("ab", "", "-")': '"-a-b-"',
      'split(",", "a,b")': '["a","b"]',
      'split("", "")': "[]",
      'join("-", ["a", 1], ["b"])': '"a-1-b"',
      'trim("xxaxx", "x")': '"a"',
      'trimprefix("aab", "a")': '"ab"',
      'trimspace("\u00a0a\u3000")': '"a"',
      'chomp("a\\r\\n\\n")': '"a"',
      'indent(2, "a\\n\\nb")': '"a\\n  \\n  b"',
    },
  ],
  [
    "formats",
    {
      'format("%s-%03d-%v", "a", 7, [1])': '"a-007-[1]"',
      'format("%.2f %.1f %.0f", 2.675, 0.25, 2.5)': '"2.67 0.2 2"',
      'format("%v", 1e15)': '"1e+15"',
      'format("%5[1]d|%-5[1]d|%x", 255, 16)': '"  255|255  |10"',
      'format("%q", "a<b")': String.raw`"\"a\\u003cb\""`,
      'formatlist("%s:%d", ["a", "b"], 80)': '["a:80","b:80"]',
      'formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z")':
        '"Tue, 02 Jan 2018 23:12:01 UTC"',
      "formatdate(\"h 'o''clock' aa\", \"2018-01-02T23:12:01+01:00\")": '"23 o\'clock pm"',
      'timeadd("2017-11-22T00:00:00Z", "-1h30m")': '"2017-11-21T22:30:00Z"',
    },
  ],
  [
    "collections",
    {
      "length([1, 2])": "2",
      "keys({ b = 1, a = 2 })": '["a","b"]',
      'lookup({ a = 1 }, "b", 2)': "2",
      'element(["a", "b"], -1)': '"b"',
      'element(["a", "b"], 9223372036854775807)': '"b"',
      'contains(["a"], "a")': "true",
      'contains([1], "1")': "false",
      "concat([1], [2])": "[1,2]",
      'compact(["", "a", null])': '["a"]',
      'distinct([1, "1", 2])': '["1","2"]',
      'sort(["b", 10, "a", 9])': '["10","9","a","b"]',
      "flatten([[1, [2]], [], { a = [3] }])": '[1,2,{"a":[3]}]',
      "chunklist([1, 2, 3], 2)": "[[1,2],[3]]",
      "slice([1, 2, 3], 1, 2)": "[2]",
      'coalesce(null, 1, "a")': '"1"',
      "coalescelist([], [1])": "[1]",
      "merge({ a = 1 }, null, { a = 2, b = 3 })": '{"a":2,"b":3}',
      'zipmap(["a"], [1])': '{"a":1}',
      'setunion(["b"], ["a", "b"])': '["a","b"]',
      "setproduct([1], [2, 3])": "[[1,2],[1,3]]",
    },
  ],
  [
    "encodings",
    {
      'base64encode("é")': '"w6k="',
      'base64decode("w6k=")': '"é"',
      'urlencode("a b/ü!")': '"a+b%2F%C3%BC%21"',
      'jsonencode({ b = [1e21, "<"], a = null })': String.raw`"{\"a\":null,\"b\":[1000000000000000000000,\"\\u003c\"]}"`,
      'jsondecode("[9007199254740993, {}]")': "[9007199254740993,{}]",
      'yamlencode({ a = [1, "x"], b = "l1\\nl2\\n" })': String.raw`"\"a\":\n- 1\n- \"x\"\n\"b\": |\n  l1\n  l2\n"`,
      'yamlencode("\\n")': String.raw`"|2+\n\n"`,
      "yamlencode(1)": String.raw`"1\n...\n"`,
      'csvdecode("a,b\\n1,\\"x,y\\"\\n")': '[{"a":"1","b":"x,y"}]',
    },
  ],
  [
    "addresses",
    {
      'cidrhost("10.1.0.0/16", -2)': '"10.1.255.254"',
      'cidrnetmask("10.0.0.0/12")': '"255.240.0.0"',
      'cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)': '"fd00:fd12:3456:7800:a200::/72"',
      'cidrsubnets("10.1.0.0/16", 4, 8)': '["10.1.0.0/20","10.1.16.0/24"]',
    },
  ],
  [
    "expressions",
    {
      'try(nope, "a")': '"a"',
      "can(1 + true)": "false",
      "convert([1], set(string))": '["1"]',
    },
  ],
])("functions of %s", (_, answers) => {
  it.each(Object.entries(answers))("%s is %s", (text, want) => {
    expect(result(text)).toBe(want);
  });
});

describe("functions refuse", () => {
  it.each([
    ["log(-1, 10)", "NX565"],
    ["signum(0.5)", "NX565"],
    ["range(0, 5000)", "NX565"],
    ["range(0, 5, 0)", "NX565"],
    ["range(5, 0, 0)", "NX564"],
    ['element(["a", "b"], 1e600000000)', "NX565"],
    ['zipmap([null], ["a"])', "NX565"],
    ["setunion([null], [[1]])", "NX565"],
    ["length({ a = 1 })", "NX565"],
    ['length("a")', "NX565"],
    ["reverse([1])", "NX564"],
    ["element([], 0)", "NX565"],
    ["slice([1], 0, 2)", "NX564"],
    ["sort([null])", "NX565"],
    ['jsondecode("{")', "NX565"],
    ['base64decode("a")', "NX565"],
    ['format("%d", "x")', "NX565"],
    ['format("%d")', "NX565"],
    ['format("", 1)', "NX564"],
    ['formatdate("Q", "2018-01-02T23:12:01Z")', "NX564"],
    ['timeadd("2018-02-30T00:00:00Z", "1h")', "NX565"],
    ['cidrhost("10.0.0.0/30", 9)', "NX565"],
    ["upper(null)", "NX564"],
    ["try(nope, nope2)", "NX565"],
  ])("%s", (text, code) => {
    expect(result(text).slice(0, 5)).toBe(code);
  });

  it("what the caller has not provided for", () => {
    expect(result('md5("a")')).toContain("not available here");
    expect(result('file("a")')).toContain("switched off");
    expect(result('basename("/a/b")')).toContain("switched off");
  });
});

it("reads files and asks for digests where the caller provides them", () => {
  const world: FunctionWorld = {
    hash: (algorithm, bytes) => new Uint8Array([algorithm.length, bytes.length]),
    files: {
      read: (path) =>
        path === "a.txt" ? { result: new TextEncoder().encode("hello") } : { problem: `no file ${path}` },
      exists: () => ({ result: true }),
      find: () => ({ result: ["b", "a"] }),
      workingFolder: "/srv",
      homeFolder: "/home/user",
    },
  };
  expect(result('file("a.txt")', world)).toBe('"hello"');
  expect(result('file("b.txt")', world)).toContain("no file b.txt");
  expect(result('filebase64("a.txt")', world)).toBe('"aGVsbG8="');
  expect(result('fileset("", "*")', world)).toBe('["a","b"]');
  expect(result('dirname("a/../b/c")', world)).toBe('"b"');
  expect(result('abspath("./x")', world)).toBe('"/srv/x"');
  expect(result('pathexpand("~/x")', world)).toBe('"/home/user/x"');
  expect(result('sha256("abc")', world)).toBe('"0603"');
});
