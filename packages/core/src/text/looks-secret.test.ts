import { expect, test } from "vitest";

import { holdsSecret } from "./known-tokens.ts";
import { isHarmless, looksSecret } from "./looks-secret.ts";

test.each([
  ...["PASSWORD", "DB_PASSWORD", "PGPASSWORD", "dbPassword", "mysql.passwd", "SMTP_PASS", "DB_PWD"],
  ...[
    "SECRET",
    "clientSecret",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "API_KEY",
    "apikey",
    "x-api-key",
  ],
  ...["TOKEN", "vault-token", "GITHUB_TOKEN", "PRIVATE_KEY", "sshkey", "ENCRYPTION_KEY", "AUTH", "HTTP_AUTH"],
  ...[
    "Authorization",
    "Set-Cookie",
    "CREDENTIALS",
    "SENTRY_DSN",
    "--password",
    "KEY_PASSPHRASE",
    "GITHUB_PAT",
  ],
])("%s looks secret", (key) => {
  expect(looksSecret(key)).toBe(true);
});

test.each([
  ...[
    "KEY",
    "KEYS",
    "KEYBOARD",
    "PUBLIC_KEY",
    "PWD",
    "AUTHOR",
    "AUTHORITY",
    "PATH",
    "PASSIVE",
    "COMPASS",
    "PORT",
  ],
  ...["PASSWORD_FILE", "TOKEN_PATH", "SECRETS_DIR", "TOKEN_TTL", "AUTH_ENABLED", "", "0"],
])("%s does not", (key) => {
  expect(looksSecret(key)).toBe(false);
});

test.each([
  ["postgres://app:hunter2@db:5432/app", true],
  ["https://user:p%40ss@host/", true],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIE", true],
  ["ghp_16C7e42F292c69", true],
  ["https://4af71c9@sentry.example/1", true],
  ["postgres://app@db:5432/app", false],
  ["postgres://app:${DB_PASSWORD}@db/app", false],
  ["http://10.0.0.1:8080/a@b", false],
  ["-----BEGIN CERTIFICATE-----", false],
])("%j holds a secret: %s", (value, secret) => {
  expect(holdsSecret(value)).toBe(secret);
});

test.each([
  ["", true],
  ["true", true],
  ["${NOMAD_SECRETS_DIR}/token", true],
  ["${NOMAD_VAR_a}${NOMAD_VAR_b}", true],
  ['{{ with secret "kv/db" }}', true],
  ["${PREFIX}hunter2", false],
  ["hunter2${SUFFIX}", false],
  ["/run/hunter2", false],
  ["0", false],
])("%j is harmless under any key: %s", (value, harmless) => {
  expect(isHarmless(value)).toBe(harmless);
});
