import { expect, test } from "vitest";

import { readHcl } from "./read-hcl.ts";

const task = (body: string): string =>
  `job "j" {\n  group "g" {\n    task "t" {\n      driver = "d"\n${body}\n    }\n  }\n}\n`;

/** Each problem as `line:column code`, and its way out. */
function problems(text: string): string[] {
  return readHcl({ file: "x.nomad", text }).diagnostics.map(
    ({ code, severity, source, help }) =>
      `${severity} ${source?.start.line}:${source?.start.column} ${code} ${help ?? ""}`,
  );
}

const rewritten = "(nomadx fmt --upgrade rewrites it.)";

test.each([
  ['env {\n"A" = "b"\n}', `error 6:1 NX506 HCL 1 took quotes here. Now it is: A = … ${rewritten}`],
  [
    'env {\n"a.b" = "b"\n}',
    `error 6:1 NX506 HCL 1 took any name in quotes. Now "a.b" can only be the key of an object: env = { "a.b" = … } ${rewritten}`,
  ],
  [
    'env {\na.b = "b"\n}',
    `error 6:1 NX508 HCL 1 took names with dots. Now "a.b" can only be the key of an object: env = { "a.b" = … } ${rewritten}`,
  ],
  ["env {\nA = 1,\n}", `error 6:6 NX511 HCL 1 took commas between arguments: leave it out. ${rewritten}`],
  [
    "resources { cpu=20 memory=100 }",
    `error 5:20 NX513 HCL 1 took several arguments in a block on one line: put each on a line of its own. ${rewritten}`,
  ],
  ['user = "a"\nuser = "b"', "error 6:1 NX505 HCL 1 took the last one, and said nothing."],
  ["leader true", "error 5:12 NX512 If this is an argument, an equals sign is missing: name = value."],
  [
    'vault { policies = "p" }',
    `error 5:21 NX203 HCL 1 made a list of one text. Now it is written as one: ["…"]. ${rewritten}`,
  ],
])("%j is told in the spelling of today", (body, expected) => {
  expect(problems(task(body))).toEqual([expected]);
});

test("a text over several lines is told of first", () => {
  expect(problems(task('user = "a\nb"'))[0]).toMatch(
    /^error 5:10 NX504 Is a quotation mark missing\? Where the text is meant to have several lines, write <<EOT/,
  );
});

test("files are read on the command line alone", () => {
  expect(problems(task('user = file("a")'))[0]).toMatch(
    /^error 5:8 NX565 nomadx on the command line reads files/,
  );
});

/** A job with a mistake behind what makes it a template. */
const templates: [tool: string, text: string, at: string][] = [
  ["levant", '[[/* rendered with levant */]]\njob "j" {\n  [[ if .x ]]\n}\n', "1:1"],
  ["levant", task("user = [[ .user ]]"), "5:8"],
  ["nomad-pack", '[[- $x := 1 -]]\njob [[ template "job_name" . ]] {\n}\n', "2:5"],
  ["nomad-pack", task('user = [[ var "user" . | quote ]]'), "5:8"],
  ["Go's templates", 'job "j" {\n  count = {{ .count }}\n}\n', "2:11"],
  ["Jinja", 'job "j" {\n{% for x in y %}\n}\n', "2:1"],
  ["Jinja", 'job "j" {\n  priority = {{ priority }}\n}\n', "2:14"],
  ["ERB", 'job "<%= @name %>" {\n  priority = <%= @n %>\n}\n', "1:6"],
  ["Terraform's templatefile", task("user = ${jsonencode(user)}"), "5:8"],
  ["Terraform's templatefile", task("%{ if x }\nuser = 1\n%{ endif }"), "5:1"],
];

test.for(templates)("a template of %s gives one error: %j", ([tool, text, at]) => {
  const { diagnostics } = readHcl({ file: "x.nomad", text });
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]).toMatchObject({ severity: "error", code: "NX107" });
  expect(diagnostics[0]?.detail).toContain(`This looks like a template for ${tool}`);
  const { line = 0, column = 0 } = diagnostics[0]?.source?.start ?? {};
  expect(`${line}:${column}`).toBe(at);
});

test("one that reads as a job file is one, with a warning", () => {
  const [found, ...others] = problems(task('user = "[[ .user ]]"'));
  expect(found).toMatch(/^warning 5:9 NX107 /);
  expect(others).toEqual([]);
});

test.each([
  [
    "what templates of Nomad hold",
    'template {\ndata = <<EOT\n{{ range services }}{{ .Name }}{{ end }}\nEOT\ndestination = "x"\n}',
  ],
  ["what shells hold", 'config {\nargs = ["if [[ -f x && $y ]]; then echo; fi"]\n}'],
  ["lists of lists", "config {\na = [[1], [true]]\nb = [[a]]\n}"],
])("%s is no template of another tool", (_, body) => {
  expect(problems(task(body))).toEqual([]);
  expect(problems(task(`${body}\n"user" = 1`)).map((each) => each.split(" ")[2])).toEqual(["NX506"]);
});
