import { expect, test } from "vitest";
import { hclVariables } from "./hcl-variables.ts";

// Nomad 2.0.5 takes each of these texts with the file beside it, and refuses the other spelling or reads something else.
test.for<[string, string, Record<string, string>, string]>([
  ["a string is quoted", 'variable "v" {\n  type = string\n}', { v: "a b" }, 'v = "a b"\n'],
  ["a number is quoted: Nomad converts it", 'variable "v" { type = number }', { v: "40" }, 'v = "40"\n'],
  ["without a type it is a string", 'variable "v" {}', { v: "[1]" }, 'v = "[1]"\n'],
  [
    "a list is an expression",
    'variable "v" { type = list(string) }',
    { v: '["a", "b"]' },
    'v = ["a", "b"]\n',
  ],
  ["a bool is an expression", 'variable "v" { type = bool }', { v: "true" }, "v = true\n"],
  ["a name needs no quotes", "variable v {\n  type=list(number)\n}", { v: "[3]" }, "v = [3]\n"],
  [
    "the default tells the type where none is given",
    'variable "o" {\n default = { a = 1 }\n}\nvariable "b" {\n  default = true\n}\nvariable "l" {\n  description = "x"\n  default = [1]\n}\n',
    { o: "{a=2}", b: "false", l: "[3]" },
    "o = {a=2}\nb = false\nl = [3]\n",
  ],
  ["a default that is text is a string", 'variable "v" {\n  default = "x"\n}', { v: "y" }, 'v = "y"\n'],
  [
    "short declarations have their defaults' types",
    "variables {\n  u = [1]\n  t = 5\n}",
    { u: "[2]", t: "6" },
    'u = [2]\nt = "6"\n',
  ],
  [
    "the type of another variable does not count",
    'variable "a" {}\nvariable "v" { type = list(string) }',
    { a: "x" },
    'a = "x"\n',
  ],
  [
    "nothing in a string is interpolated",
    'variable "t" {}',
    { t: '${x} "q" \b %{ \\b' },
    't = "$${x} \\"q\\" \\u0008 %%{ \\\\b"\n',
  ],
  ["what the file does not mention is left out", 'variable "v" {}', { vv: "1", other: "2" }, ""],
  ["what cannot be a name is left out", 'variable "v" {} # a.b', { "a.b": "1" }, ""],
])("%s", ([, hcl, vars, expected]) => {
  expect(hclVariables(hcl, vars)).toBe(expected);
});
