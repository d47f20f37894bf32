import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { NomadxError } from "../diagnostics/errors.ts";
import type { TlsConfig } from "./config.ts";

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
export function readTlsFiles(tls: TlsConfig): TlsFiles {
  return {
    ...readAuthorities(tls),
    ...(tls.clientCert !== undefined && {
      cert: readPem(tls.clientCert, "NOMAD_CLIENT_CERT", "CERTIFICATE"),
    }),
    ...(tls.clientKey !== undefined && { key: readPem(tls.clientKey, "NOMAD_CLIENT_KEY", "PRIVATE KEY") }),
  };
}

function readAuthorities({ caCert, caPath }: TlsConfig): Pick<TlsFiles, "ca"> {
  if (caCert !== undefined) return { ca: [readPem(caCert, "NOMAD_CACERT", "CERTIFICATE")] };
  if (caPath === undefined) return {};
  const files = attempt(caPath, "NOMAD_CAPATH", () =>
    readdirSync(caPath, { recursive: true, withFileTypes: true }),
  ).filter((entry) => !entry.isDirectory());
  return {
    ca: files.map((file) => readPem(join(file.parentPath, file.name), "NOMAD_CAPATH", "CERTIFICATE")),
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
