import { parseDuration, type Nanoseconds } from "../../units/duration.ts";
import { durationProblem } from "../../go/duration-problem.ts";
import { parseKvList, type KvEntry } from "./kv-list.ts";

/** One entry of `proxy.auth`: what the option `auth=NAME` of a route asks of clients. */
export interface AuthScheme {
  readonly name: string;
  readonly type: "basic";
  /** The htpasswd file. */
  readonly file: string;
  readonly realm: string;
  /** How often the file is read again; 0: never. */
  readonly refresh: Nanoseconds;
}

/** Auth schemes by name, or Fabio's words for what is wrong with them. */
export type AuthSchemes = { readonly schemes: ReadonlyMap<string, AuthScheme> } | { readonly error: string };

const SECOND = 1_000_000_000;

/**
 * Reads the value of `proxy.auth`. Of two schemes with the same name the last one stays.
 * @see fabiolb/fabio config/load.go parseAuthScheme (1.7.3)
 */
export function parseAuthSchemes(text: string): AuthSchemes {
  const list = parseKvList(text);
  if ("error" in list) return list;
  const schemes = new Map<string, AuthScheme>();
  for (const entry of list.entries) {
    const scheme = parseScheme(entry);
    if ("error" in scheme) return scheme;
    schemes.set(scheme.name, scheme);
  }
  return { schemes };
}

function parseScheme(entry: KvEntry): AuthScheme | { readonly error: string } {
  const option = (key: string) => entry.get(key) ?? "";
  const [name, type, file, refresh] = [option("name"), option("type"), option("file"), option("refresh")];
  if (name === "") return { error: "missing 'name' in auth" };
  if (type === "") return { error: `missing 'type' in auth '${name}'` };
  if (type !== "basic") return { error: `unknown auth type '${type}'` };
  if (file === "") return { error: `missing 'file' in auth '${name}'` };
  const every = refresh === "" ? 0 : parseDuration(refresh);
  if (every === undefined) return { error: durationProblem(refresh) };
  return {
    name,
    type,
    file,
    realm: option("realm") || name,
    // Anything shorter than a second is a second, negative lengths too.
    refresh: refresh !== "" && every < SECOND ? SECOND : every,
  };
}
