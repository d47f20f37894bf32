import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why there can be no certificates here; `undefined` when there can. */
export function whyNoCertificates(): string | undefined {
  return spawnSync("openssl", ["version"]).status === 0 ? undefined : "openssl is not on PATH";
}

/** Paths of PEM files. */
export interface Certificates {
  /** Holds all of them; to be removed by the caller. */
  readonly directory: string;
  readonly caCert: string;
  /** A directory with `caCert` in a directory of its own. */
  readonly caPath: string;
  readonly serverCert: string;
  readonly serverKey: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Stands in where there can be none. */
export const NO_CERTIFICATES: Certificates = {
  directory: "no-certificates",
  caCert: "",
  caPath: "",
  serverCert: "",
  serverKey: "",
  clientCert: "",
  clientKey: "",
};

/** A new authority, and a server and a client certificate of it. The server's only name is `server.global.nomad`. */
export function makeCertificates(): Certificates {
  const directory = mkdtempSync(join(tmpdir(), "nomadx-ca-"));
  const path = (name: string) => join(directory, name);
  const openssl = (...args: readonly string[]) =>
    execFileSync("openssl", args, { cwd: directory, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...newKey,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-days",
    "2",
    "-subj",
    "/CN=Throw-away",
  );
  for (const [name, names] of [
    ["server", "DNS:server.global.nomad"],
    ["client", "DNS:client.global.nomad"],
  ] as const) {
    writeFileSync(path(`${name}.ext`), `subjectAltName=${names}\n`);
    openssl("req", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    openssl(
      ...["x509", "-req", "-in", `${name}.csr`, "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"],
      ...["-out", `${name}.pem`, "-days", "2", "-extfile", `${name}.ext`],
    );
  }
  mkdirSync(path("authorities/nested"), { recursive: true });
  writeFileSync(path("authorities/nested/ca.pem"), readFileSync(path("ca.pem")));
  return {
    directory,
    caCert: path("ca.pem"),
    caPath: path("authorities"),
    serverCert: path("server.pem"),
    serverKey: path("server.key"),
    clientCert: path("client.pem"),
    clientKey: path("client.key"),
  };
}
