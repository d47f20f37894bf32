import { toBytes } from "../../go/bytes.ts";
import { cleanPath } from "../../go/clean-path.ts";
import { escapedPath, parseUrl } from "../../go/url.ts";
import { pathBytes, type RequestPath } from "./path-bytes.ts";

/**
 * The `Location` header for a redirect: a URL without scheme and host becomes an absolute path, seen from the request's,
 * and is cleaned; what is not ASCII is escaped.
 * @see golang/go src/net/http/server.go Redirect
 */
export function locationHeader(url: string, request: RequestPath): string {
  const parsed = parseUrl(url);
  const isPath = !("error" in parsed) && parsed.scheme === "" && parsed.host === "";
  return toBytes(isPath ? absolute(url, request) : url).replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16)}`,
  );
}

function absolute(url: string, request: RequestPath): string {
  const path = escapedPath({ path: pathBytes(request), rawPath: toBytes(request.rawPath ?? "") }) || "/";
  const [, target = "", query = ""] =
    /^([^?]*)(.*)$/s.exec(url.startsWith("/") ? url : path.replace(/[^/]*$/, "") + url) ?? [];
  const cleaned = cleanPath(target);
  return `${cleaned}${target.endsWith("/") && !cleaned.endsWith("/") ? "/" : ""}${query}`;
}
