import { expect, test } from "vitest";

import { hideInHcl, hideInValues } from "./hide-in-hcl.ts";

test.each([
  ["what is not secret stays to the byte", '  a="b" # c\r\n', '  a="b" # c\r\n'],
  ["an argument by its name", 'env { DB_PASSWORD = "hunter2" }\n', 'env { DB_PASSWORD = "(sensitive)" }\n'],
  [
    "a key of an object by its name",
    'x = { "API_TOKEN" : "t0ken" }\n',
    'x = { "API_TOKEN" : "(sensitive)" }\n',
  ],
  ["items of a list by its name", 'tokens = ["t0ken", 7]\n', 'tokens = ["(sensitive)", 7]\n'],
  [
    "what is filled in later stays",
    'token = var.token\npassword = "${var.p}"\n',
    'token = var.token\npassword = "${var.p}"\n',
  ],
  [
    "the default of a variable by its name, and nothing else of it",
    'variable "db_password" {\n  default = "x"\n  description = "The password"\n}\n',
    'variable "db_password" {\n  default = "(sensitive)"\n  description = "The password"\n}\n',
  ],
  [
    "labels of other blocks say nothing of what is in them",
    'task "token-service" { driver = "docker" }\n',
    'task "token-service" { driver = "docker" }\n',
  ],
  ["a part of a text", 'args = ["--password=hunter2", "-v"]\n', 'args = ["--password=(sensitive)", "-v"]\n'],
  ["a known value, wherever it stands", 'a = "x-s3cr3t" # s3cr3t\n', 'a = "(sensitive)" # (sensitive)\n'],
  [
    "a heredoc keeps its end",
    "data = <<EOF\nPASSWORD=hunter2\nUSER=app\nEOF\ntoken = <<EOF\nt0ken\nEOF\n",
    "data = <<EOF\nPASSWORD=(sensitive)\nUSER=app\nEOF\ntoken = <<EOF\n(sensitive)\nEOF\n",
  ],
])("%s", (_, text, hidden) => {
  expect(hideInHcl(text, ["s3cr3t"])).toBe(hidden);
});

test("values of variables are hidden by their names", () => {
  const variables = { flags: { image: "x", db_password: "hunter2" }, text: 'api_token = "t"\nn = 2\n' };
  expect(hideInValues(variables, [])).toEqual({
    variableFlags: { image: "x", db_password: "(sensitive)" },
    variables: 'api_token = "(sensitive)"\nn = 2\n',
  });
});
