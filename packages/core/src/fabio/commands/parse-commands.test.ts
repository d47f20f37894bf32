import { expect, test } from "vitest";

import { parseAliases } from "./aliases.ts";
import { formatCommand } from "./format-command.ts";
import { parseCommands } from "./parse-commands.ts";

test("all forms of commands are read", () => {
  const { commands, problems } = parseCommands(
    [
      "# a comment",
      "",
      '\troute\tadd  web a.com/ http://h:1/ weight 0x1p-2 tags "a, b" opts "strip=/x flag strip=/y"',
      "// another",
      "route del web",
      "route del web a.com/ http://h:1/",
      'route del tags "a"',
      'route weight web a.com/ weight 1_0.5e0 tags "a"',
      'route weight a.com/ weight -1 tags "b"',
    ].join("\n"),
  );
  expect(problems).toEqual([]);
  expect(commands).toEqual([
    {
      kind: "add",
      service: "web",
      src: "a.com/",
      dst: "http://h:1/",
      weight: 0.25,
      tags: ["a", "b"],
      opts: { strip: "/y", flag: "" },
      line: 3,
    },
    { kind: "del", service: "web", src: "", dst: "", tags: [], line: 5 },
    { kind: "del", service: "web", src: "a.com/", dst: "http://h:1/", tags: [], line: 6 },
    { kind: "del", service: "", src: "", dst: "", tags: ["a"], line: 7 },
    { kind: "weight", service: "web", src: "a.com/", weight: 10.5, tags: ["a"], line: 8 },
    { kind: "weight", service: "", src: "a.com/", weight: -1, tags: ["b"], line: 9 },
  ]);
});

test("every bad line is reported, in Fabio's words", () => {
  const { commands, problems } = parseCommands(
    [
      "route add x /y http://h/ weight 5%",
      "rubbish",
      "route add x /",
      "route del",
      "route del x",
      "route weight x",
    ].join("\n"),
  );
  expect(commands.map(({ line }) => line)).toEqual([5]);
  expect(problems.map(({ message }) => message)).toEqual([
    "line 1: syntax error: weight value invalid",
    "line 2: syntax error: 'route' expected",
    "line 3: syntax error: 'route add' invalid",
    "line 4: syntax error: 'route del' invalid",
    "line 6: syntax error: 'route weight' invalid",
  ]);
});

test.each([
  ["65,535 bytes are read", 65_535, [1, 2], []],
  ["65,536 bytes end the text", 65_536, [], ["truncated"]],
])("%s", (_, length, lines, effects) => {
  const start = "route add x / http://h/";
  const { commands, problems } = parseCommands(`${start.padEnd(length)}\nroute add y / http://h/`);
  expect(commands.map(({ line }) => line)).toEqual(lines);
  expect(problems.map(({ effect }) => effect)).toEqual(effects);
});

test("the length of a line is counted in bytes", () => {
  const { problems } = parseCommands(`route add x /${"é".repeat(33_000)} http://h/`);
  expect(problems).toMatchObject([{ code: "line-too-long", line: 1 }]);
});

test("an option may have any name", () => {
  const { commands } = parseCommands('route add x / http://h/ opts "__proto__=a constructor=b"');
  expect(commands.map((command) => (command.kind === "add" ? Object.entries(command.opts) : []))).toEqual([
    [
      ["__proto__", "a"],
      ["constructor", "b"],
    ],
  ]);
});

test.each([
  'route add web a.com/ http://h:1/ weight 0.25 tags "a,b" opts "strip=/y flag="',
  "route add web a.com/ http://h:1/ weight NaN",
  "route add web a.com/ http://h:1/",
  "route del web",
  "route del web a.com/ http://h:1/",
  'route del web tags "a"',
  'route del tags "a,b"',
  "route weight web a.com/ weight Inf",
  'route weight a.com/ weight 0.5 tags "a"',
])("%s is written as it was read", (line) => {
  expect(parseCommands(line).commands.map(formatCommand)).toEqual([line]);
});

test("aliases are the names after register=, in their order", () => {
  const text = `route add a / http://h/ opts "register=x"\nroute add b /b http://h/ opts "register=x register=y"`;
  expect(parseAliases(text)).toEqual({ aliases: ["x", "y"], problems: [] });
  expect(parseAliases(`${text}\nrubbish`)).toMatchObject({ aliases: [], problems: [{ line: 3 }] });
});
