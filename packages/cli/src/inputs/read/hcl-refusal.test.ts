import path from "node:path";
import { expect, test } from "vitest";
import { hclRefusal } from "./hcl-refusal.ts";
import { Sources } from "../files/sources.ts";

function refusal(hcl: string, answer: string): readonly (readonly (string | undefined)[])[] {
  const sources = new Sources("/project");
  const file = path.resolve("/project/jobs/web.hcl");
  sources.set(file, hcl);
  return hclRefusal(file, answer, sources).map(({ summary, detail, source }) => [
    `${source?.start.line}:${source?.start.column}-${source?.end.line}:${source?.end.column}`,
    summary,
    detail,
  ]);
}

// Every answer is Nomad 2.0.5's to the text beside it.
test.for<[string, string, string, (readonly (string | undefined)[])[]]>([
  [
    "one problem, and how many more there are",
    "job 'web' {}\n",
    'Failed to parse job: input.hcl:1,5-6: Invalid character; Single quotes are not valid. Use double quotes (") to enclose strings., and 1 other diagnostic(s)',
    [
      [
        "1:5-1:6",
        "Invalid character",
        'Single quotes are not valid. Use double quotes (") to enclose strings.\nThe server found 1 more and does not say which.',
      ],
    ],
  ],
  [
    "several problems",
    'job "web" {\n  datacentres = ["dc1"]\n  prio = 5\n}\n',
    'Failed to parse job: input.hcl:2,3-14: Unsupported argument; An argument named "datacentres" is not expected here. Did you mean "datacenters"?\ninput.hcl:3,3-7: Unsupported argument; An argument named "prio" is not expected here.',
    [
      [
        "2:3-2:14",
        "Unsupported argument",
        'An argument named "datacentres" is not expected here. Did you mean "datacenters"?',
      ],
      ["3:3-3:7", "Unsupported argument", 'An argument named "prio" is not expected here.'],
    ],
  ],
  [
    "a problem over two lines",
    'job "web" {\n  type = "ser\nvice"\n}\n',
    'Failed to parse job: input.hcl:2,14-3,1: Invalid multi-line string; Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax., and 1 other diagnostic(s)',
    [
      [
        "2:14-3:1",
        "Invalid multi-line string",
        'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.\nThe server found 1 more and does not say which.',
      ],
    ],
  ],
  [
    "a position after characters of several code units, without what merely follows from the problem",
    'job "web" {\n  meta = { "größe 👍🏽" = nope("x") }\n}\n',
    'Failed to parse job: input.hcl:2,24-28: Call to unknown function; There is no function named "nope".\ninput.hcl:2,10-11: Unsuitable value type; Unsuitable value: value must be known',
    [["2:24-2:28", "Call to unknown function", 'There is no function named "nope".']],
  ],
  [
    "a problem without a position",
    "# nothing\n",
    "Failed to parse job: <nil>: Missing job block; A job block is required",
    [["1:1-1:1", "Missing job block", "A job block is required"]],
  ],
  [
    "a problem that names another place, and a warning beside it",
    'variable "dc" {}\njob "web" {\n  datacenters = [var.dc]\n ui {}\n ui {}\n}\n',
    'Failed to parse job: <nil>: Undefined variable; A "other" variable was set but was not found in known variables. To declare variable "other", place this block in your job files\ninput.hcl:5,2-4: Duplicate ui block; Only one ui block is allowed. Another was defined at input.hcl:4,2-4.',
    [
      [
        "5:2-5:4",
        "Duplicate ui block",
        "Only one ui block is allowed. Another was defined at jobs/web.hcl:4,2-4.",
      ],
    ],
  ],
  [
    "a problem in the values of variables, whose positions are not the file's",
    'variable "dc" {}\njob "web" {\n  datacenters = [var.dc]\n}\n',
    "Failed to parse job: unable to parse var content: input.hcl:2,1-1: Missing expression; Expected the start of an expression, but found the end of the file.",
    [
      [
        "1:1-1:1",
        "In the values of variables: Missing expression",
        "Expected the start of an expression, but found the end of the file.",
      ],
    ],
  ],
  ["an empty file", "", "Job spec is empty", [["1:1-1:1", "Job spec is empty", undefined]]],
])("it reads %s", ([, hcl, answer, expected]) => {
  expect(refusal(hcl, answer)).toEqual(expected);
});
