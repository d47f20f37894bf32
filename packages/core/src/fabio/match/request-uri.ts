import { fromBytes, toBytes } from "../../go/bytes.ts";
import { cleanPath } from "../../go/clean-path.ts";
import { quote } from "../../go/quote.ts";
import { decodeFailure, escape, unescape } from "../../go/url-escape.ts";
import { parseUrl, parseWithoutFragment } from "../../go/url.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";

/** The target in the first line of a request. */
export interface RequestUri {
  /** Only in URIs such as `http://host/path`, where it replaces the `Host` header. */
  readonly host?: string;
  /** Decoded; bytes that are no UTF-8 as U+FFFD. */
  readonly decodedPath: string;
  /** By what Fabio finds a route, and what it passes on: see {@link routedPath}. */
  readonly path: string;
  /** The path as written, where it cannot be had from `decodedPath`. */
  readonly rawPath?: string;
  /** Without the `?`. */
  readonly query: string;
}

/**
 * The parts of a request's URI, or Go's words for why the request is answered with 400.
 * @see golang/go src/net/url/url.go ParseRequestURI
 */
export function readRequestUri(
  uri: string,
  version: FabioVersion = DEFAULT_VERSION,
): RequestUri | { readonly error: string } {
  const parts = splitUri(uri);
  if ("error" in parts) return { error: `parse ${quote(uri)}: ${parts.error}` };
  const decodedPath = fromBytes(parts.path);
  return {
    ...(parts.host === "" ? {} : { host: fromBytes(parts.host) }),
    decodedPath,
    path: routedPath(decodedPath, version),
    ...(parts.rawPath === "" && toBytes(decodedPath) === parts.path
      ? {}
      : { rawPath: fromBytes(parts.rawPath || escape(parts.path, "path")) }),
    query: fromBytes(parts.query),
  };
}

interface UriParts {
  readonly host: string;
  readonly path: string;
  readonly rawPath: string;
  readonly query: string;
}

/** In bytes. */
function splitUri(uri: string): UriParts | { readonly error: string } {
  const bytes = toBytes(uri);
  // eslint-disable-next-line no-control-regex -- that is what is refused
  if (/[\x00-\x1f\x7f]/.test(bytes)) return { error: "net/url: invalid control character in URL" };
  if (bytes === "") return { error: "empty url" };
  const mark = bytes.indexOf("?");
  const main = mark === -1 ? bytes : bytes.slice(0, mark);
  const query = mark === -1 ? "" : bytes.slice(mark + 1);
  if (bytes === "*") return { host: "", path: "*", rawPath: "", query: "" };

  if (main.startsWith("/")) {
    const failure = decodeFailure(main, "path");
    if (failure !== undefined) return { error: failure };
    const path = unescape(main);
    return { host: "", path, rawPath: escape(path, "path") === main ? "" : main, query };
  }
  if (main.startsWith(":")) return { error: "missing protocol scheme" };
  if (!/^[A-Za-z][A-Za-z0-9+\-.]*:/.test(main)) return { error: "invalid URI for request" };
  const url = parseWithoutFragment(main);
  if ("error" in url) return url;
  const { host, path, rawPath } = url.ok;
  return { host, path, rawPath, query };
}

/**
 * The path that a client has to ask for to get to this path of a route, which Fabio compares decoded.
 * @example requestPath("/über") // "/%C3%BCber"
 */
export function requestPath(path: string): string {
  return escape(toBytes(path === "" ? "/" : path), "path");
}

/**
 * The path by which Fabio finds a route. Since 1.7.3 the decoded path is read as a URL once more and cleaned: `..`, `.`
 * and `//` go, escapes are decoded a second time, what follows a `?` or `#` is lost, and of `//name/path` the name.
 * Before, it is the decoded path itself.
 * @see fabiolb/fabio proxy/http_proxy.go normalizePath (1.7.3)
 */
export function routedPath(decodedPath: string, version: FabioVersion = DEFAULT_VERSION): string {
  if (!since(version, "1.7.3")) return decodedPath;
  const url = parseUrl(decodedPath);
  const path = cleanPath("error" in url ? decodedPath : fromBytes(url.path));
  const endsWithSlash = decodedPath.length > 1 && decodedPath.endsWith("/");
  return endsWithSlash && path !== "/" ? `${path}/` : path;
}
