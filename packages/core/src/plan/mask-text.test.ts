import { expect, test } from "vitest";

import { maskPair, maskText, usableSecrets } from "./mask-text.ts";

const anonymous = { keys: [], secrets: [] };

test.each([
  ["DB_PASSWORD=hunter2 and more", "DB_PASSWORD=(sensitive)"],
  ["USER=app\nexport API_TOKEN=abc def\nPORT=80\n", "USER=app\nexport API_TOKEN=(sensitive)\nPORT=80\n"],
  ['db_password = "hunter2"', 'db_password = "(sensitive)"'],
  ["password: 'it is long'", "password: '(sensitive)'"],
  ["- token: abc\n- name: x", "- token: (sensitive)\n- name: x"],
  ['{"user": "app", "api_key": "abc", "port": 80}', '{"user": "app", "api_key": "(sensitive)", "port": 80}'],
  ["--user=app --db-password=hunter2 --port=80", "--user=app --db-password=(sensitive) --port=80"],
  ["-Xmx1g -Ddb.password=hunter2", "-Xmx1g -Ddb.password=(sensitive)"],
  ["https://host/path?token=abc&x=1", "https://host/path?token=(sensitive)&x=1"],
  ["Authorization: Bearer abc.def", "Authorization: (sensitive)"],
  [
    'password = "{{ with secret "kv/db" }}{{ .x }}{{ end }}"',
    'password = "{{ with secret "kv/db" }}{{ .x }}{{ end }}"',
  ],
  ['password = "{{ .x }}hunter2"', 'password = "(sensitive)"'],
  ["password={{ .Data.password }}", "password={{ .Data.password }}"],
  ["--token=${NOMAD_SECRETS_DIR}/token", "--token=${NOMAD_SECRETS_DIR}/token"],
  ['{{ $token := key "x" }}', '{{ $token := key "x" }}'],
  ["DB_PASSWORD=\nPORT=80\n", "DB_PASSWORD=\nPORT=80\n"],
  ["nothing here: 8080", "nothing here: 8080"],
  ["a password in a sentence", "a password in a sentence"],
])("%j is shown as %j", (text, shown) => {
  expect(maskText(text, anonymous)).toBe(shown);
});

test.each([
  ["DB_PASSWORD", "hunter2", "(sensitive)"],
  ["DB_PASSWORD", "${NOMAD_SECRETS_DIR}/db", "${NOMAD_SECRETS_DIR}/db"],
  ["DB_PASSWORD", "", ""],
  ["DB_URL", "postgres://app:hunter2@db/app", "(sensitive)"],
  ["KEY", "value", "value"],
])("under %s, %j is shown as %j", (key, text, shown) => {
  expect(maskText(text, { keys: [key], secrets: [] })).toBe(shown);
});

test.each([
  [["auth", "0", "password"], "(sensitive)"],
  [["auth", "0", "username"], "x-y-z"],
  [["auth"], "(sensitive)"],
  [["credentials", "0", "user"], "(sensitive)"],
  [["passwords", "3"], "(sensitive)"],
])("below %j a value is shown as %j", (keys, shown) => {
  expect(maskText("x-y-z", { keys, secrets: [] })).toBe(shown);
});

test.each([
  ["both sides of a secret that changes", "old", "new", ["(sensitive, before)", "(sensitive, after)"]],
  ["a secret that stays", "same", "same", ["(sensitive)", "(sensitive)"]],
  ["a new secret", "", "new", ["", "(sensitive)"]],
  ["a secret that is gone", "old", "", ["(sensitive)", ""]],
  ["a secret that becomes a reference", "old", "${X}", ["(sensitive)", "${X}"]],
])("%s", (_, before, after, shown) => {
  expect(maskPair(before, after, { keys: ["TOKEN"], secrets: [] })).toEqual(shown);
});

test("in a text of several lines only the lines with secrets are hidden, changed ones as such", () => {
  const before = "PORT=80\nA_TOKEN=one\nB_TOKEN=same\n";
  const after = "PORT=81\nA_TOKEN=two\nB_TOKEN=same\n";
  expect(maskPair(before, after, anonymous)).toEqual([
    "PORT=80\nA_TOKEN=(sensitive, before)\nB_TOKEN=(sensitive)\n",
    "PORT=81\nA_TOKEN=(sensitive, after)\nB_TOKEN=(sensitive)\n",
  ]);
});

test("a given value hides the text that contains it, in several lines only where it stands", () => {
  const context = { keys: [], secrets: ["hunter2"] };
  expect(maskText("xhunter2x", context)).toBe("(sensitive)");
  expect(maskText("a\nx hunter2 x\nb", context)).toBe("a\nx (sensitive) x\nb");
});

test("a given value that is a word of the mask does not garble it", () => {
  const text = "A_TOKEN=one\nsensitive before $& .*\n";
  const context = { keys: [], secrets: ["sensitive", "before", "$& .*"] };
  expect(maskText(text, context)).toBe("A_TOKEN=(sensitive)\n(sensitive) (sensitive) (sensitive)\n");
});

test("of the given values longer ones go first", () => {
  expect(usableSecrets(["abc", "abcd", "", "abcdef", "abcd"])).toEqual(["abcdef", "abcd", "abc"]);
});

test("a value under four characters is hidden where it is all that a key of the user's has", () => {
  expect(maskText("123", { keys: ["PIN"], secrets: ["123"] })).toBe("(sensitive)");
  expect(maskText("x123", { keys: ["PIN"], secrets: ["123"] })).toBe("x123");
  expect(maskText("123", { keys: [], secrets: ["123"] })).toBe("123");
});

test.each([
  ["base64", "QUJD".repeat(25_000)],
  ["words and hyphens", "a-b.c_".repeat(10_000)],
  ["interpolation in an open quote", `token="${"{{a}}".repeat(10_000)}`],
  ["interpolation with an end", `${"{{a}}".repeat(10_000)}!`],
  ["slashes and colons", "://a:".repeat(10_000)],
])("a long text of %s takes no time", (_, text) => {
  const started = performance.now();
  maskText(text, { keys: ["TOKEN"], secrets: ["hunter2"] });
  maskText(text, anonymous);
  expect(performance.now() - started).toBeLessThan(2_000);
});
