import { parseDuration, type Nanoseconds } from "../../units/duration.ts";
import { durationProblem } from "../../go/duration-problem.ts";
import { headerName } from "../../go/header-name.ts";
import { mapText } from "../../go/map-text.ts";
import { parseKvList, type KvEntry } from "./kv-list.ts";

/** Where certificates may come from. */
export type CertificateSourceType = "file" | "path" | "http" | "consul" | "vault" | "vault-pki";

/** One entry of `proxy.cs`: where listeners take their certificates from. */
export interface CertificateSource {
  readonly name: string;
  readonly type: CertificateSourceType;
  readonly certificate: string;
  readonly key: string;
  readonly clientCa: string;
  readonly caUpgradeCn: string;
  readonly vaultFetchToken: string;
  /** How often it is read again; 0 for `file` and `consul`. */
  readonly refresh: Nanoseconds;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/** Certificate sources by name, or Fabio's words for what is wrong with them. */
export type CertificateSources =
  { readonly sources: ReadonlyMap<string, CertificateSource> } | { readonly error: string };

const types: readonly string[] = [
  "file",
  "path",
  "http",
  "consul",
  "vault",
  "vault-pki",
] satisfies CertificateSourceType[];
const DEFAULT_REFRESH = 3_000_000_000;

/**
 * Reads the value of `proxy.cs`. Of two sources with the same name the last one stays.
 * @see fabiolb/fabio config/load.go parseCertSource (1.7.3)
 */
export function parseCertificateSources(text: string): CertificateSources {
  const list = parseKvList(text);
  if ("error" in list) return list;
  const sources = new Map<string, CertificateSource>();
  for (const entry of list.entries) {
    const source = parseSource(entry);
    if ("error" in source) return source;
    sources.set(source.name, source);
  }
  return { sources };
}

function parseSource(entry: KvEntry): CertificateSource | { readonly error: string } {
  const option = (key: string) => entry.get(key) ?? "";
  const refresh = entry.get("refresh");
  const every = refresh === undefined ? DEFAULT_REFRESH : parseDuration(refresh);
  if (every === undefined) return { error: durationProblem(refresh ?? "") };
  const header = entry.get("hdr");
  const headers = header === undefined ? {} : parseHeader(header);
  if (headers === undefined) return { error: `invalid header ${header ?? ""}` };
  const [name, certificate, type] = [option("cs"), option("cert"), option("type")];
  if (name === "") return { error: `missing 'cs' in ${mapText(entry)}` };
  if (certificate === "") return { error: `missing 'cert' in ${mapText(entry)}` };
  if (type === "") return { error: `missing 'type' in ${mapText(entry)}` };
  if (!isType(type)) return { error: `unknown cert source type ${type}` };
  return {
    name,
    type,
    certificate,
    key: option("key"),
    clientCa: option("clientca"),
    caUpgradeCn: option("caupgcn"),
    vaultFetchToken: option("vaultfetchtoken"),
    refresh: type === "file" || type === "consul" ? 0 : every,
    headers,
  };
}

function isType(text: string): text is CertificateSourceType {
  return types.includes(text);
}

function parseHeader(text: string): Record<string, string[]> | undefined {
  const at = text.indexOf(": ");
  return at === -1 ? undefined : { [headerName(text.slice(0, at))]: [text.slice(at + 2)] };
}
