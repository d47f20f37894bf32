import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { consulConfigFromEnv, type ConsulConfig, type ConsulSettings } from "./config.ts";

type Env = Readonly<Record<string, string>>;

test.each<[string, Env, ConsulSettings, Partial<ConsulConfig>]>([
  ["nothing", {}, {}, { address: "http://127.0.0.1:8500", addressSource: "default", token: undefined }],
  [
    "an address without a scheme",
    { CONSUL_HTTP_ADDR: "c:8500" },
    {},
    { address: "http://c:8500", addressSource: "env" },
  ],
  ["a scheme", { CONSUL_HTTP_ADDR: "https://c:8501" }, {}, { address: "https://c:8501" }],
  ["a socket", { CONSUL_HTTP_ADDR: "unix:///run/consul.sock" }, {}, { address: "unix:///run/consul.sock" }],
  ["the path of a proxy", { CONSUL_HTTP_ADDR: "http://c/consul/" }, {}, { address: "http://c/consul" }],
  [
    "CONSUL_HTTP_SSL",
    { CONSUL_HTTP_ADDR: "c:8501", CONSUL_HTTP_SSL: "true" },
    {},
    { address: "https://c:8501" },
  ],
  [
    "CONSUL_HTTP_SSL against http://",
    { CONSUL_HTTP_ADDR: "http://c:8501", CONSUL_HTTP_SSL: "1" },
    {},
    { address: "https://c:8501" },
  ],
  [
    "an unreadable CONSUL_HTTP_SSL",
    { CONSUL_HTTP_ADDR: "c:8500", CONSUL_HTTP_SSL: "yes" },
    {},
    { address: "http://c:8500" },
  ],
  ["an empty variable", { CONSUL_HTTP_ADDR: "" }, {}, { addressSource: "default" }],
  [
    "a flag",
    { CONSUL_HTTP_ADDR: "a:1" },
    { address: "b:2" },
    { address: "http://b:2", addressSource: "flag" },
  ],
  ["a token", { CONSUL_HTTP_TOKEN: "t" }, {}, { token: "t" }],
  [
    "namespace and partition",
    { CONSUL_NAMESPACE: "n", CONSUL_PARTITION: "p" },
    {},
    { namespace: "n", partition: "p" },
  ],
  ["a datacenter", {}, { datacenter: "dc2" }, { datacenter: "dc2" }],
  ["basic auth", { CONSUL_HTTP_AUTH: "u:p:w" }, {}, { httpAuth: { username: "u", password: "p:w" } }],
  [
    "credentials in the address",
    { CONSUL_HTTP_ADDR: "http://a:b@c:8500", CONSUL_HTTP_AUTH: "u" },
    {},
    { address: "http://c:8500", httpAuth: { username: "a", password: "b" } },
  ],
])("%s", (_, env, flags, expected) => {
  expect(consulConfigFromEnv(env, flags)).toMatchObject(expected);
});

test.each<[string | undefined, boolean]>([
  [undefined, false],
  ["", false],
  ["true", false],
  ["0", true],
  ["false", true],
  // Consul warns about it, and takes it for false.
  ["no", true],
])("CONSUL_HTTP_SSL_VERIFY=%s: any certificate will do is %s", (verify, skipVerify) => {
  const env = verify === undefined ? {} : { CONSUL_HTTP_SSL_VERIFY: verify };
  expect(consulConfigFromEnv(env).tls?.skipVerify).toBe(skipVerify);
});

test("certificates are named by variables", () => {
  const env = {
    CONSUL_CACERT: "/ca",
    CONSUL_CAPATH: "/cas",
    CONSUL_CLIENT_CERT: "/cert",
    CONSUL_CLIENT_KEY: "/key",
    CONSUL_TLS_SERVER_NAME: "server.dc1.consul",
  };
  expect(consulConfigFromEnv(env).tls).toEqual({
    caCert: "/ca",
    caPath: "/cas",
    clientCert: "/cert",
    clientKey: "/key",
    serverName: "server.dc1.consul",
    skipVerify: false,
  });
});

test.each<[string, Env, ConsulSettings, string, string, string]>([
  [
    "wins over a token",
    { CONSUL_HTTP_TOKEN: "t", CONSUL_HTTP_TOKEN_FILE: "FILE" },
    {},
    "in-file\n",
    "in-file",
    "in the file of CONSUL_HTTP_TOKEN_FILE",
  ],
  [
    "is none when empty",
    { CONSUL_HTTP_TOKEN: "t", CONSUL_HTTP_TOKEN_FILE: "FILE" },
    {},
    "\n",
    "t",
    "in CONSUL_HTTP_TOKEN",
  ],
  [
    "loses against a flag",
    { CONSUL_HTTP_TOKEN_FILE: "FILE" },
    { token: "mine" },
    "in-file",
    "mine",
    "of --consul-token",
  ],
  [
    "that a flag names wins over a flag",
    { CONSUL_HTTP_TOKEN: "t" },
    { token: "mine", tokenFile: "FILE" },
    "in-file",
    "in-file",
    "in the file of --consul-token-file",
  ],
])("a token file %s", (_, env, flags, text, token, tokenSource) => {
  const directory = mkdtempSync(join(tmpdir(), "nomadx-token-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "token");
  writeFileSync(file, text);
  const named = (values: object) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === "FILE" ? file : value]),
    );
  expect(consulConfigFromEnv(named(env), named(flags))).toMatchObject({ token, tokenSource });
});

test.each<[string, Env, string]>([
  ["another protocol", { CONSUL_HTTP_ADDR: "ftp://c" }, '"ftp://c" is not the address of a Consul agent'],
  [
    "a password in it",
    { CONSUL_HTTP_ADDR: "ftp://u:pw@c" },
    '"(credentials)@c" is not the address of a Consul agent',
  ],
  [
    "a token file that is not there",
    { CONSUL_HTTP_TOKEN_FILE: "/nowhere/token" },
    "The file of the Consul token cannot be read: ENOENT: no such file or directory, open '/nowhere/token'",
  ],
  [
    "half a client certificate",
    { CONSUL_CLIENT_CERT: "/c" },
    "A client certificate and its key belong together, and only one is set",
  ],
])("%s is refused", (_, env, message) => {
  expect(() => consulConfigFromEnv(env)).toThrow(expect.objectContaining({ code: "usage", message }));
});
