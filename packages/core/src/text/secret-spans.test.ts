import { expect, test } from "vitest";

import { hideKnownTokens } from "./known-tokens.ts";
import { hideSecretSpans, secretSpans } from "./secret-spans.ts";

test.for<[string, string]>([
  [
    'env: { DB_PASSWORD: "hunter2" }, kill_timeout: 30',
    'env: { DB_PASSWORD: "(sensitive)" }, kill_timeout: 30',
  ],
  ['"VaultToken":"hvs.CAESIJexample","Count":1', '"VaultToken":"(sensitive)","Count":1'],
  ['"GITHUB_PAT":"ghp_hunter8"', '"GITHUB_PAT":"(sensitive)"'],
  // The shortest tokens that there are, with nothing around them.
  ["ghp_hunter", "(sensitive)"],
  ["hvs.hunter", "(sensitive)"],
  ['meta: { a: "glpat-hunter-8" }', 'meta: { a: "(sensitive)" }'],
  ['args: ["--db-password", "hunter3", "-v"]', 'args: ["--db-password", "(sensitive)", "-v"]'],
  ["owner: secret('hunter2'),", "owner: secret('(sensitive)'),"],
  ["API_KEY: env.API_KEY ?? `hunter2`,", "API_KEY: (sensitive),"],
  ['{ API_KEY: env.API_KEY ?? "hunter2", x }', '{ API_KEY: (sensitive) ?? "(sensitive)", x }'],
  ['const token: string = "hunter2";', 'const token: (sensitive) = "(sensitive)";'],
  ['env["DB_PASSWORD"] = "hunter2";', 'env["DB_PASSWORD"] = "(sensitive)";'],
  ['"password":\n  "hunter2"', '"password":\n  "(sensitive)"'],
  ["password = <<EOF\nhunter2\nEOF\nx = 1", "password = (sensitive)EOF\nx = 1"],
  ["url = postgres://app:hunter2@db/x", "url = postgres://app:(sensitive)@db/x"],
  ["https://hunter10@sentry.example/1", "https://(sensitive)@sentry.example/1"],
  ["X: Bearer abcdefgh.ijklmnop==", "X: Bearer (sensitive)"],
  ["curl -H 'Authorization: Bearer short' x", "curl -H 'Authorization: (sensitive) (sensitive)' x"],
  ["a -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- b", "a (sensitive) b"],
])("%j is shown as %j", ([text, shown]) => {
  expect(hideSecretSpans(text)).toBe(shown);
});

test.for<string>([
  "const job = web({ count: 2 });",
  'command: "/bin/app", args: ["--port", "8080"]',
  "see https://example.com/a@b and mail me@example.com",
  "postgres://app@db/x",
  "https://${USER}@host/",
  "Basic authentication, Bearer tokens",
  "npm_config_registry and sk-learn",
])("%j has no secret", (text) => {
  expect(secretSpans(text)).toEqual([]);
});

test.for<string>([
  "hvs.CAESIJexample",
  "s.abcdefghijklmnopqrstuvwx",
  "github_pat_11AAAAAAA",
  "AKIAIOSFODNN7EXAMPLE",
  "xoxb-123456-abcdef",
  "sk_live_abcdef123",
  "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl",
  "dckr_pat_abcdefg",
  `AIza${"x".repeat(35)}`,
  `npm_${"a".repeat(36)}`,
])("%s shows by itself what it is", (token) => {
  expect(hideSecretSpans(`say ${token}, please`)).toBe("say (sensitive), please");
});

test.for<[string, string]>([
  ["heads of web tokens", "eyJaaaaaaa-".repeat(10_000)],
  ["heads of private keys", "-----BEGIN RSA PRIVATE KEY-----".repeat(3_000)],
  ["URLs without a user", "http://a:".repeat(10_000)],
  ["calls that do not end", 'secret("'.repeat(10_000)],
  ["flags that do not end", '"--token", "'.repeat(8_000)],
  ["keys", "token=x".repeat(15_000)],
])("a long text of %s takes no time", ([, text]) => {
  const started = performance.now();
  secretSpans(text);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test.for<[string, string]>([
  ['get "http://h/a?access_token=abc&x=1": 404', 'get "http://h/a?access_token=(sensitive)&x=1": 404'],
  ["https://h/a?x=1&X-Amz-Signature=ab12%2F", "https://h/a?x=1&X-Amz-Signature=(sensitive)"],
  ["https://h/a?sig=ab&design=c", "https://h/a?sig=(sensitive)&design=c"],
  ["http://user:abc@h/a", "http://user:(sensitive)@h/a"],
  ["urlprefix-a.test/ auth=basic", "urlprefix-a.test/ auth=basic"],
  ["password=abc", "password=abc"],
])("of %j every output shows %j", ([text, shown]) => {
  expect(hideKnownTokens(text)).toBe(shown);
});
