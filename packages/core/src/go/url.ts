import { fromBytes, toBytes } from "./bytes.ts";
import { parseIp } from "./ip.ts";
import { decodeFailure, escape, unescape } from "./url-escape.ts";
import { quote } from "./quote.ts";

/** A URL in the parts that Go keeps. All texts are bytes (see `toBytes`); `host` and `path` are decoded. */
export interface GoUrl {
  /** Lower case, "" for none. */
  readonly scheme: string;
  /** The text after a scheme that no slash follows. */
  readonly opaque: string;
  /** As printed: escaped again. `undefined` for none. */
  readonly user: string | undefined;
  /** With the port. */
  readonly host: string;
  readonly path: string;
  /** The path as written where printing `path` would not give it back, else "". */
  readonly rawPath: string;
  readonly rawQuery: string;
  /** The URL ends with a lone `?`. */
  readonly forceQuery: boolean;
  /** As printed. */
  readonly fragment: string;
  /** There is a scheme and a path, but no `//`. */
  readonly omitHost: boolean;
}

const emptyUrl: GoUrl = {
  scheme: "",
  opaque: "",
  user: undefined,
  host: "",
  path: "",
  rawPath: "",
  rawQuery: "",
  forceQuery: false,
  fragment: "",
  omitHost: false,
};

type Parsed<T> = { readonly ok: T } | { readonly error: string };

/**
 * The parts of a URL, or Go's words for why it is none: `parse "://x": missing protocol scheme`.
 * Takes and refuses what Go 1.26 does; why a host in brackets is no address is said in fewer words.
 * @see golang/go src/net/url/url.go Parse
 */
export function parseUrl(text: string): GoUrl | { readonly error: string } {
  const [main, fragment] = cut(toBytes(text), "#");
  const url = parseWithoutFragment(main);
  if ("error" in url) return { error: `parse ${quote(fromBytes(main))}: ${url.error}` };
  const failure = decodeFailure(fragment, "fragment");
  if (failure !== undefined) return { error: `parse ${quote(text)}: ${failure}` };
  return { ...url.ok, fragment: escaped(unescape(fragment), fragment, "fragment") };
}

/** The URL as Go prints it; escapes stay as written where they are valid. @see golang/go src/net/url/url.go String */
export function urlText(given: Partial<GoUrl>): string {
  const url: GoUrl = { ...emptyUrl, ...given };
  const start = url.scheme === "" ? "" : `${url.scheme}:`;
  const query = url.forceQuery || url.rawQuery !== "" ? `?${url.rawQuery}` : "";
  const end = `${query}${url.fragment === "" ? "" : `#${url.fragment}`}`;
  if (url.opaque !== "") return fromBytes(`${start}${url.opaque}${end}`);
  const printed = escapedPath(url);
  const path = printed !== "" && !printed.startsWith("/") && url.host !== "" ? `/${printed}` : printed;
  const before = `${start}${authorityText(url)}`;
  const needsDot = before === "" && (path.split("/")[0] ?? "").includes(":");
  return fromBytes(`${before}${needsDot ? "./" : ""}${path}${end}`);
}

function authorityText(url: GoUrl): string {
  const { scheme, host, user, path, omitHost } = url;
  if (scheme === "" && host === "" && user === undefined) return "";
  if (omitHost && host === "" && user === undefined) return "";
  const slashes = host !== "" || path !== "" || user !== undefined ? "//" : "";
  return `${slashes}${user === undefined ? "" : `${user}@`}${escape(host, "host")}`;
}

/** The path of a URL as Go prints it, in bytes. @see golang/go src/net/url/url.go EscapedPath */
export function escapedPath({ path, rawPath }: Pick<GoUrl, "path" | "rawPath">): string {
  return path === "*" && rawPath === "" ? "*" : escaped(path, rawPath, "path");
}

/** `raw` if it is a valid spelling of `decoded`, else Go's own. */
function escaped(decoded: string, raw: string, part: "path" | "fragment"): string {
  const isValid = raw !== "" && /^[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%?]*$/.test(raw);
  const mayHaveMark = part === "fragment" || !raw.includes("?");
  if (isValid && mayHaveMark && decodeFailure(raw, part) === undefined && unescape(raw) === decoded)
    return raw;
  return escape(decoded, part);
}

/** The same of bytes in which a `#` is a character like others, with Go's words for the fault alone. */
export function parseWithoutFragment(text: string): Parsed<Omit<GoUrl, "fragment">> {
  // eslint-disable-next-line no-control-regex -- that is what is refused
  if (/[\x00-\x1f\x7f]/.test(text)) return { error: "net/url: invalid control character in URL" };
  if (text === "*") return { ok: { ...emptyUrl, path: "*" } };
  if (text.startsWith(":")) return { error: "missing protocol scheme" };
  const written = /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(text)?.[1];
  const scheme = written?.toLowerCase() ?? "";
  const behind = written === undefined ? text : text.slice(written.length + 1);
  const forceQuery = /^[^?]*\?$/.test(behind);
  const [rest, rawQuery] = cut(behind, "?");
  const start = { ...emptyUrl, scheme, rawQuery, forceQuery };
  if (!rest.startsWith("/")) {
    if (scheme !== "") return { ok: { ...start, opaque: rest } };
    if ((rest.split("/")[0] ?? "").includes(":")) {
      return { error: "first path segment in URL cannot contain colon" };
    }
  }
  const hasHost = rest.startsWith("//") && (scheme !== "" || !rest.startsWith("///"));
  const slash = hasHost ? rest.indexOf("/", 2) : 0;
  const authority = hasHost
    ? parseAuthority(rest.slice(2, slash < 0 ? undefined : slash), scheme)
    : undefined;
  if (authority !== undefined && "error" in authority) return authority;
  const path = slash < 0 ? "" : rest.slice(slash);
  const failure = decodeFailure(path, "path");
  if (failure !== undefined) return { error: failure };
  const decoded = unescape(path);
  return {
    ok: {
      ...start,
      ...authority?.ok,
      omitHost: !hasHost && scheme !== "" && rest.startsWith("/"),
      path: decoded,
      rawPath: escape(decoded, "path") === path ? "" : path,
    },
  };
}

function parseAuthority(text: string, scheme: string): Parsed<Pick<GoUrl, "user" | "host">> {
  const at = text.lastIndexOf("@");
  const host = parseHost(text.slice(at + 1), scheme);
  if ("error" in host) return host;
  if (at < 0) return { ok: { user: undefined, host: host.ok } };
  const userinfo = text.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo)) return { error: "net/url: invalid userinfo" };
  const [name, password] = cut(userinfo, ":");
  const failure = decodeFailure(name, "user") ?? decodeFailure(password, "user");
  if (failure !== undefined) return { error: failure };
  const behind = userinfo.includes(":") ? `:${escape(unescape(password), "user")}` : "";
  return { ok: { user: `${escape(unescape(name), "user")}${behind}`, host: host.ok } };
}

function parseHost(text: string, scheme: string): Parsed<string> {
  const bracket = text.lastIndexOf("[");
  if (bracket > 0) return { error: "invalid IP-literal" };
  if (bracket === 0) return parseBracketed(text);
  const isWeb = scheme === "http" || scheme === "https";
  const colon = isWeb ? text.indexOf(":") : text.lastIndexOf(":");
  if (colon >= 0 && !isPort(text.slice(colon))) {
    return { error: `invalid port ${quote(fromBytes(text.slice(colon)))} after host` };
  }
  const failure = decodeFailure(text, "host");
  return failure === undefined ? { ok: unescape(text) } : { error: failure };
}

/** `[fe80::1%25eth0]:80` */
function parseBracketed(text: string): Parsed<string> {
  const end = text.lastIndexOf("]");
  if (end < 0) return { error: "missing ']' in host" };
  const port = text.slice(end + 1);
  if (!isPort(port)) return { error: `invalid port ${quote(fromBytes(port))} after host` };
  const name = text.slice(1, end);
  const zone = name.indexOf("%25");
  const address = zone < 0 ? name : name.slice(0, zone);
  const failure =
    decodeFailure(address, "host") ?? (zone < 0 ? undefined : decodeFailure(name.slice(zone), "zone"));
  if (failure !== undefined) return { error: failure };
  const decoded = unescape(name);
  const ip = decoded.replace(/%.+$/, "");
  if (parseIp(ip) === undefined) {
    return { error: `invalid host: ParseAddr(${quote(fromBytes(decoded))}): unable to parse IP` };
  }
  return ip.includes(":") ? { ok: `[${decoded}]${port}` } : { error: "invalid IP-literal" };
}

function isPort(text: string): boolean {
  return text === "" || /^:[0-9]*$/.test(text);
}

function cut(text: string, at: string): readonly [before: string, after: string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}
