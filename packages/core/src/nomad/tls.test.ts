import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import * as z from "zod/mini";

import { NomadxError } from "../diagnostics/errors.ts";
import type { TlsConfig } from "../http/tls-files.ts";
import { sendJson, type LoopbackServer } from "../dev/http/loopback-server.ts";
import { startServer } from "../dev/testing/servers.ts";
import { makeCertificates, NO_CERTIFICATES, whyNoCertificates } from "../http/testing/throw-away-ca.ts";
import { createTransport } from "./transport.ts";

const missing = whyNoCertificates();

const serverName = "server.global.nomad";

async function ask(address: string, tls: TlsConfig): Promise<unknown> {
  const ports = { retry: { connection: 0, busy: 0, firstDelayMs: 1, maxDelayMs: 1 } };
  try {
    const transport = createTransport({ address, addressSource: "env", token: "t", tls }, ports);
    onTestFinished(() => transport.close());
    return (await transport.request("GET", "/v1/x", z.unknown())).value;
  } catch (error) {
    if (error instanceof NomadxError) return { code: error.code, message: error.message, help: error.help };
    throw error;
  }
}

describe.skipIf(missing !== undefined)(`TLS${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  const files = missing === undefined ? makeCertificates() : NO_CERTIFICATES;
  const { caCert, caPath, clientCert, clientKey, directory } = files;
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function startTlsServer(
    more: { requestCert?: true; rejectUnauthorized?: true } = {},
  ): Promise<LoopbackServer> {
    const [cert, key, ca] = [files.serverCert, files.serverKey, caCert].map((file) =>
      readFileSync(file, "utf8"),
    );
    const tls = { cert: cert ?? "", key: key ?? "", ca: ca ?? "", ...more };
    return startServer((_, response) => sendJson(response, "secure"), { tls });
  }

  test.each<[string, TlsConfig]>([
    ["NOMAD_CACERT", { caCert, serverName }],
    ["NOMAD_CAPATH, however deep the file lies", { caPath, serverName }],
    ["NOMAD_CACERT, which wins over NOMAD_CAPATH", { caCert, caPath: "/nowhere", serverName }],
    ["NOMAD_SKIP_VERIFY", { skipVerify: true }],
  ])("a server is trusted with %s", async (_, tls) => {
    const server = await startTlsServer();
    expect(await ask(server.address, tls)).toBe("secure");
  });

  test.each<[string, TlsConfig, RegExp, string]>([
    [
      "of an unknown authority",
      { serverName },
      /self-signed certificate|unable to verify|unable to get/,
      "Set NOMAD_CACERT to a file with the authority that signed the server's certificate.",
    ],
    [
      "for another name",
      { caCert },
      /Hostname\/IP does not match certificate.s altnames: IP: 127\.0\.0\.1/,
      "Set NOMAD_TLS_SERVER_NAME to a name that the certificate carries, such as server.global.nomad.",
    ],
  ])("a certificate %s is not trusted", async (_, tls, message, help) => {
    const server = await startTlsServer();
    expect(await ask(server.address, tls)).toEqual({
      code: "tls",
      message: expect.stringMatching(
        new RegExp(`^No secure connection to ${server.address}: .*${message.source}`),
      ),
      help,
    });
    expect(server.requests).toEqual([]);
  });

  test("a server that wants a client certificate gets it, or says so", async () => {
    const server = await startTlsServer({ requestCert: true, rejectUnauthorized: true });
    expect(await ask(server.address, { caCert, serverName, clientCert, clientKey })).toBe("secure");
    expect(await ask(server.address, { caCert, serverName })).toMatchObject({
      code: "tls",
      message: `No secure connection to ${server.address}: tlsv13 alert certificate required`,
      help: "The server wants a client certificate that it trusts: set NOMAD_CLIENT_CERT and NOMAD_CLIENT_KEY.",
    });
  });

  test("a server that speaks plain HTTP", async () => {
    const server = await startServer((_, response) => sendJson(response, 1));
    expect(await ask(server.address.replace("http:", "https:"), { skipVerify: true })).toMatchObject({
      code: "tls",
      message: `No secure connection to ${server.address.replace("http:", "https:")}: wrong version number`,
      help: "The server may speak plain HTTP: then write http:// in NOMAD_ADDR.",
    });
  });

  test("files that are missing or hold something else", async () => {
    const other = join(directory, "other.pem");
    writeFileSync(other, "-----BEGIN NOTHING-----\n");
    const address = "https://127.0.0.1:1";
    expect(await ask(address, { caCert: "/nowhere/ca.pem" })).toEqual({
      code: "tls",
      message: "/nowhere/ca.pem cannot be read: ENOENT: no such file or directory, open '/nowhere/ca.pem'",
      help: "It is named by NOMAD_CACERT.",
    });
    expect(await ask(address, { caPath: "/nowhere" })).toMatchObject({
      help: "It is named by NOMAD_CAPATH.",
    });
    expect(await ask(address, { caCert: other })).toMatchObject({
      code: "tls",
      message: `${other} (NOMAD_CACERT) holds no PEM block "CERTIFICATE"`,
    });
    expect(await ask(address, { caCert, clientCert, clientKey: caCert })).toMatchObject({
      message: `${caCert} (NOMAD_CLIENT_KEY) holds no PEM block "PRIVATE KEY"`,
    });
  });

  test("the files are not looked at for plain HTTP", async () => {
    const server = await startServer((_, response) => sendJson(response, "plain"));
    expect(await ask(server.address, { caCert: "/nowhere" })).toBe("plain");
  });
});
