import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { NomadxError } from "../diagnostics/errors.ts";
import type { TlsVariables } from "./server-names.ts";

/** Paths of PEM files, and what to expect of the server's certificate. */
export interface TlsConfig {
  /** File with the authorities to trust, instead of the well-known ones. */
  readonly caCert?: string | undefined;
  /** Directory of such files; `caCert` wins. */
  readonly caPath?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  /** The name that the server's certificate has to carry, if not the one in the address. */
  readonly serverName?: string | undefined;
  /** Any certificate will do. */
  readonly skipVerify?: boolean | undefined;
}

/** The contents of the files that a `TlsConfig` names. */
export interface TlsFiles {
  /** The authorities to trust instead of Node's own. */
  readonly ca?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
}

/**
 * Reads the certificates. Every file of `caPath` counts, however deep; `caCert` wins over it.
 * @throws {NomadxError} `tls` for a file that cannot be read or holds no PEM block; names the variable
 * @see hashicorp/go-rootcerts rootcerts.go LoadCACerts (1.0.2)
 */
export function readTlsFiles(tls: TlsConfig, variables: TlsVariables): TlsFiles {
  return {
    ...readAuthorities(tls, variables),
    ...(tls.clientCert !== undefined && {
      cert: readPem(tls.clientCert, variables.clientCert, "CERTIFICATE"),
    }),
    ...(tls.clientKey !== undefined && { key: readPem(tls.clientKey, variables.clientKey, "PRIVATE KEY") }),
  };
}

function readAuthorities({ caCert, caPath }: TlsConfig, variables: TlsVariables): Pick<TlsFiles, "ca"> {
  if (caCert !== undefined) return { ca: [readPem(caCert, variables.caCert, "CERTIFICATE")] };
  if (caPath === undefined) return {};
  const files = attempt(caPath, variables.caPath, () =>
    readdirSync(caPath, { recursive: true, withFileTypes: true }),
  ).filter((entry) => !entry.isDirectory());
  return {
    ca: files.map((file) => readPem(join(file.parentPath, file.name), variables.caPath, "CERTIFICATE")),
  };
}

function readPem(path: string, variable: string, label: string): string {
  const text = attempt(path, variable, () => readFileSync(path, "utf8"));
  // Node would silently take a file without any block for no certificate at all.
  if (!new RegExp(`-----BEGIN [A-Z0-9 ]*${label}-----`).test(text)) {
    throw new NomadxError("tls", `${path} (${variable}) holds no PEM block "${label}"`);
  }
  return text;
}

function attempt<T>(path: string, variable: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NomadxError("tls", `${path} cannot be read: ${reason}`, {
      help: `It is named by ${variable}.`,
    });
  }
}
