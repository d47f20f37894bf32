import { expect, test } from "vitest";

import { formatHcl } from "../../../hcl/format/format-hcl.ts";
import { readHcl } from "../read/read-hcl.ts";
import { upgradeHcl } from "./upgrade-hcl.ts";

const task = (body: string): string =>
  `job "j" {\n  group "g" {\n    task "t" {\n      driver = "d"\n${body}\n    }\n  }\n}\n`;

/** The body of a task after it was upgraded and formatted, without its indentation. */
function upgraded(body: string): { text: string | undefined; changes: string[]; left: string[] } {
  const { text, changes, diagnostics } = upgradeHcl(task(body), "x");
  const inner = formatHcl(text).text?.split("\n").slice(4, -4);
  return {
    text: inner?.map((line) => line.replace(/^ {6}/, "")).join("\n"),
    changes: changes.map(({ summary, source }) => `${source.start.line}:${source.start.column} ${summary}`),
    left: diagnostics.map(({ code }) => code),
  };
}

test.each([
  [
    "quoted names",
    'env {\n"A" = "b"\n"C" = 1\n}',
    'env {\n  A = "b"\n  C = 1\n}',
    [
      "6:1 The quotes around the name of an argument were left out",
      "7:1 The quotes around the name of an argument were left out",
    ],
  ],
  [
    "names with dots, in quotes and without",
    'env {\n"a.b" = "c"\nd.e = 1\nf = 2\n}',
    'env = {\n  "a.b" = "c"\n  "d.e" = 1\n  f     = 2\n}',
    ['5:5 The block "env" became an object, whose keys may be any texts'],
  ],
  [
    "names with dots in a driver's config",
    'config {\nlabels { "a.b" = "c" }\n}',
    'config {\n  labels = {\n    "a.b" = "c"\n  }\n}',
    [
      "6:8 The arguments of a block on one line were put on lines of their own",
      '6:8 The block "labels" became an object, whose keys may be any texts',
    ],
  ],
  ["commas", "env {\nA = 1,\nB = 2, C = 3\n}", "env {\n  A = 1\n  B = 2\n  C = 3\n}", undefined],
  [
    "several arguments of a block on one line",
    "resources { cpu=20 memory=100 }",
    "resources {\n  cpu    = 20\n  memory = 100\n}",
    undefined,
  ],
  [
    "a block that begins with its argument",
    'artifact { source = "a"\n destination = "b"\n}',
    'artifact {\n  source      = "a"\n  destination = "b"\n}',
    undefined,
  ],
  [
    "blocks behind one another",
    'env {\n} user = "u" meta {\n}',
    'env {\n}\nuser = "u"\nmeta {\n}',
    undefined,
  ],
  ["a semicolon", "env {\nA = 1;\n}", "env {\n  A = 1\n\n}", undefined],
  ["the same argument twice", 'user = "u"\nuser = "u"', 'user   = "u"\n', undefined],
  [
    "a block in an object",
    "config {\nmounts = [{\nvolume_options {\na = 1\n}\n}]\n}",
    "config {\n  mounts = [{\n    volume_options = {\n      a = 1\n    }\n  }]\n}",
    undefined,
  ],
  [
    "a text where a list is wanted",
    'vault {\npolicies = "p"\n}',
    'vault {\n  policies = ["p"]\n}',
    undefined,
  ],
  ["an equals sign before a block", "resources = {\ncpu = 1\n}", "resources {\n  cpu = 1\n}", undefined],
])("%s", (_, before, after, changes) => {
  const result = upgraded(before);
  expect(result).toMatchObject({ text: after, left: [] });
  expect(result.changes.length).toBeGreaterThan(0);
  if (changes !== undefined) expect(result.changes).toEqual(changes);
});

test.each([
  ["an argument with two values", 'user = "u"\nuser = "v"', "NX505"],
  ["a text without its end", 'user = "u\nkill_timeout = "1s"', "NX504"],
  ["names with dots where Nomad has no object", 'service {\nmeta {\n"a.b" = 1\n}\n}', "NX506"],
  ["names with dots in one of two blocks", 'config {\nl {\n"a.b" = 1\n}\nl {\nc = 1\n}\n}', "NX506"],
  ["an argument without a value", "user =\nenv {\n}", "NX523"],
])("what only its author can mend stays: %s", (_, body, code) => {
  const { text, changes, diagnostics } = upgradeHcl(task(body));
  expect(diagnostics[0]?.code).toBe(code);
  expect({ text, changes }).toEqual({ text: task(body), changes: [] });
});

test("what Nomad takes is not touched", () => {
  const text = task('env {\n  x = 1\n}\nconfig { args = ["a", 1] }');
  expect(upgradeHcl(text)).toEqual({ text, changes: [], diagnostics: [] });
});

test("both spellings of a map give the same job", () => {
  for (const body of ["config {\nlabels {\na = 1\n}\n}", "env {\na = 1\n}", "meta {\na = 1\n}"]) {
    const asObject = body.replace(/(labels|env|meta) \{/, "$1 = {");
    const [block, object] = [body, asObject].map((each) => readHcl({ file: "x", text: task(each) }));
    expect(object?.diagnostics).toEqual([]);
    expect(object?.job).toEqual(block?.job);
  }
});
