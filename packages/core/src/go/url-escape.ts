import { fromBytes, toBytes } from "./bytes.ts";
import { quote, quoteBytes } from "./quote.ts";

/** Parts of a URL with rules of their own. */
export type UrlPart = "path" | "host" | "zone" | "user" | "fragment";

/** Characters that Go prints as they are in a part of a URL; everything else is escaped. */
const plain: Readonly<Record<UrlPart, RegExp>> = {
  path: /[A-Za-z0-9\-_.~$&+,/:;=@]/,
  host: /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/,
  zone: /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/,
  user: /[A-Za-z0-9\-_.~$&+,;=]/,
  fragment: /[A-Za-z0-9\-_.~$&+,/:;=?@!()*]/,
};

/** `bytes` with everything escaped that does not stand for itself in this part. @see golang/go src/net/url/url.go escape */
export function escape(bytes: string, part: UrlPart): string {
  return bytes.replace(/[^A-Za-z0-9]/g, (byte) =>
    plain[part].test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** `bytes` decoded; only for what `decodeFailure` finds nothing in. */
export function unescape(bytes: string): string {
  return bytes.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/**
 * Go's words for why a part cannot be decoded; `undefined` if it can. In hosts only what is not ASCII may be escaped.
 * @see golang/go src/net/url/url.go unescape
 */
export function decodeFailure(bytes: string, part: UrlPart): string | undefined {
  const isHost = part === "host" || part === "zone";
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes.charAt(index);
    if (byte === "%") {
      const text = bytes.slice(index, index + 3);
      if (!/^%[0-9A-Fa-f]{2}$/.test(text) || isForbiddenEscape(text, part)) {
        return `invalid URL escape ${quotePart(text)}`;
      }
      index += 2;
    } else if (isHost && byte < "\u0080" && !plain[part].test(byte)) {
      return `invalid character ${quote(byte)} in host name`;
    }
  }
  return undefined;
}

function isForbiddenEscape(text: string, part: UrlPart): boolean {
  if (text === "%25") return false;
  const byte = unescape(text);
  if (part === "host") return byte < "\u0080";
  return part === "zone" && byte !== " " && !plain.host.test(byte);
}

/** Quoted as text, or, where characters were cut in half, byte by byte. */
function quotePart(bytes: string): string {
  const text = fromBytes(bytes);
  return toBytes(text) === bytes ? quote(text) : quoteBytes(bytes);
}
