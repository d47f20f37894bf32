import { inspect } from "node:util";

import { expect, test } from "vitest";

import { NomadxError } from "../diagnostics/errors.ts";
import { nomadConfigFromEnv } from "./config.ts";

test("without any setting it is Nomad's own default", () => {
  expect(nomadConfigFromEnv({})).toEqual({
    address: "http://127.0.0.1:4646",
    addressSource: "default",
    tls: { skipVerify: false },
  });
});

test.each([
  ["flag", { NOMAD_ADDR: "http://env:1" }, { address: "http://flag:1" }, "http://flag:1"],
  ["env", { NOMAD_ADDR: "http://env:1" }, { address: "" }, "http://env:1"],
  ["config", { NOMAD_ADDR: "" }, {}, "http://file:1"],
] as const)("the address comes from: %s", (addressSource, env, flags, address) => {
  expect(nomadConfigFromEnv(env, flags, { address: "http://file:1" })).toMatchObject({
    address,
    addressSource,
  });
});

test.each([
  ["http://10.0.0.1", "http://10.0.0.1"],
  ["https://nomad.example:4646/", "https://nomad.example:4646"],
  ["HTTP://Nomad.example:4646/base?x=1", "http://nomad.example:4646"],
  ["http://[::1]:4646", "http://[::1]:4646"],
  ["unix:///var/run/nomad.sock", "unix:///var/run/nomad.sock"],
])("NOMAD_ADDR %s is %s", (text, address) => {
  expect(nomadConfigFromEnv({ NOMAD_ADDR: text }).address).toBe(address);
});

test.each([
  [
    "127.0.0.1:4646",
    '"127.0.0.1:4646" is not the address of a Nomad agent',
    'Did you mean "http://127.0.0.1:4646"?',
  ],
  [
    "localhost:4646",
    '"localhost:4646" is not the address of a Nomad agent',
    'Did you mean "http://localhost:4646"?',
  ],
  ["nomad", '"nomad" is not the address of a Nomad agent', /"http:\/\/host:4646"/],
  ["http://", '"http://" is not the address of a Nomad agent', /"http:\/\/host:4646"/],
  ["unix://socket", '"unix://socket" is not the address of a Nomad agent', /"unix:\/\/\/path/],
  ["ftp://u:hunter2@nomad", '"(credentials)@nomad" is not the address of a Nomad agent', /"http:/],
  ["http://u:hunter2%@nomad", '"(credentials)@nomad" is not the address of a Nomad agent', /"http:/],
])("NOMAD_ADDR %s is refused", (text, message, help) => {
  const error = failureOf(() => nomadConfigFromEnv({ NOMAD_ADDR: text }));
  expect(error).toMatchObject({ code: "usage", message });
  expect(error.help).toMatch(help);
  expect(inspect(error)).not.toContain("hunter2");
});

test.each([
  ["user:pass", { username: "user", password: "pass" }],
  ["user:pa:ss", { username: "user", password: "pa:ss" }],
  ["user", { username: "user", password: "" }],
  [":pass", { username: "", password: "pass" }],
  ["", undefined],
])("NOMAD_HTTP_AUTH %j", (text, httpAuth) => {
  expect(nomadConfigFromEnv({ NOMAD_HTTP_AUTH: text }).httpAuth).toEqual(httpAuth);
});

test("credentials in the address win, and are not part of it", () => {
  const config = nomadConfigFromEnv({ NOMAD_ADDR: "http://me:p%40ss@nomad:4646", NOMAD_HTTP_AUTH: "a:b" });
  expect(config.address).toBe("http://nomad:4646");
  expect(config.httpAuth).toEqual({ username: "me", password: "p@ss" });
});

test.each([
  ["in NOMAD_TOKEN", "v", { NOMAD_TOKEN: "v" }, {}, { token: "s" }],
  ["of --token", "f", { NOMAD_TOKEN: "v" }, { token: "f" }, { token: "s" }],
  ["of the configuration file", "s", { NOMAD_TOKEN: "" }, { token: "" }, { token: "s" }],
])("the token %s is told to come from there", (tokenSource, token, env, flags, file) => {
  expect(nomadConfigFromEnv(env, flags, file)).toMatchObject({ token, tokenSource });
});

test("no token comes from nowhere", () => {
  const { token, tokenSource } = nomadConfigFromEnv({ NOMAD_TOKEN: "" });
  expect({ token, tokenSource }).toEqual({ token: undefined, tokenSource: undefined });
});

test("the remaining variables, and the flags that beat them", () => {
  const env = {
    NOMAD_REGION: "eu",
    NOMAD_NAMESPACE: "web",
    NOMAD_TOKEN: "t",
    NOMAD_CACERT: "ca.pem",
    NOMAD_CAPATH: "cas",
    NOMAD_CLIENT_CERT: "cert.pem",
    NOMAD_CLIENT_KEY: "key.pem",
    NOMAD_TLS_SERVER_NAME: "server.global.nomad",
  };
  expect(nomadConfigFromEnv(env)).toMatchObject({
    region: "eu",
    namespace: "web",
    token: "t",
    tls: {
      caCert: "ca.pem",
      caPath: "cas",
      clientCert: "cert.pem",
      clientKey: "key.pem",
      serverName: "server.global.nomad",
    },
  });
  const flags = { region: "us", namespace: "", token: "u", caPath: "other", tlsServerName: "x" };
  expect(nomadConfigFromEnv(env, flags, { namespace: "file" })).toMatchObject({
    region: "us",
    namespace: "web",
    token: "u",
    tls: { caCert: "ca.pem", caPath: "other", serverName: "x" },
  });
});

test.each([
  ["1", true],
  ["t", true],
  ["T", true],
  ["TRUE", true],
  ["true", true],
  ["True", true],
  ["0", false],
  ["False", false],
  ["yes", false],
  ["tRUE", false],
  ["", false],
])("NOMAD_SKIP_VERIFY %j is %s", (text, skipVerify) => {
  expect(nomadConfigFromEnv({ NOMAD_SKIP_VERIFY: text }).tls?.skipVerify).toBe(skipVerify);
});

test("-tls-skip-verify switches on only", () => {
  expect(nomadConfigFromEnv({ NOMAD_SKIP_VERIFY: "1" }, { tlsSkipVerify: false }).tls?.skipVerify).toBe(true);
  expect(nomadConfigFromEnv({ NOMAD_SKIP_VERIFY: "0" }, { tlsSkipVerify: true }).tls?.skipVerify).toBe(true);
});

test.each([
  [{ NOMAD_CLIENT_CERT: "c" }, "Set NOMAD_CLIENT_KEY too, or neither."],
  [{ NOMAD_CLIENT_KEY: "k", NOMAD_CLIENT_CERT: "" }, "Set NOMAD_CLIENT_CERT too, or neither."],
])("half a client certificate is refused: %j", (env, help) => {
  expect(failureOf(() => nomadConfigFromEnv(env))).toMatchObject({ code: "usage", help });
});

function failureOf(run: () => unknown): NomadxError {
  try {
    run();
  } catch (error) {
    if (error instanceof NomadxError) return error;
  }
  return expect.unreachable("no NomadxError");
}
