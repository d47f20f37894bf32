import { fromBytes } from "../../go/bytes.ts";
import { escape } from "../../go/url-escape.ts";
import { parseUrl } from "../../go/url.ts";
import type { RedirectBackend } from "../../routes/backend.ts";

/**
 * The parts of the URL of a redirect; `undefined` where it depends on the request's own folder. `$path` swallows what
 * stands between it and the host.
 * @see fabiolb/fabio route/target.go BuildRedirectURL (1.7.3)
 */
export function redirectLocation(dst: string): RedirectBackend["location"] | undefined {
  const url = parseUrl(dst);
  if ("error" in url) return undefined;
  const isPathInHost = url.host.endsWith("$path");
  const host = isPathInHost ? url.host.slice(0, -"$path".length) : url.host;
  const path = isPathInHost ? "$path" : url.path.replace("/$path", () => "$path");
  const authority = `${url.scheme === "" ? "" : `${url.scheme}:`}${url.host === "" ? "" : "//"}`;
  if (authority === "" && !/^(?:\/|\$path)/.test(path)) return undefined;
  const [beforeHost = "", ...afterHost] = cut(host, "$host");
  const [beforePath = "", ...afterPath] = cut(path, "$path");
  const parts = [
    fromBytes(`${authority}${beforeHost}`),
    ...afterHost.flatMap((text) => [{ from: "host" } as const, fromBytes(text)]),
    fromBytes(escape(beforePath, "path") || (afterPath.length === 0 ? "/" : "")),
    ...afterPath.flatMap((text) => [{ from: "path" } as const, fromBytes(escape(text, "path"))]),
    fromBytes(url.rawQuery === "" ? "" : `?${url.rawQuery}`),
  ];
  return joined(parts.filter((part) => part !== ""));
}

function cut(text: string, word: string): readonly string[] {
  const at = text.indexOf(word);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + word.length)];
}

/** Texts that stand side by side are one. */
function joined(parts: RedirectBackend["location"]): RedirectBackend["location"] {
  return parts.reduce<RedirectBackend["location"]>((before, part) => {
    const last = before.at(-1);
    if (typeof last !== "string" || typeof part !== "string") return [...before, part];
    return [...before.slice(0, -1), last + part];
  }, []);
}
