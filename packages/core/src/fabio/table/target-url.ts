import { parseUrl, urlText } from "../../go/url.ts";

/** URLs that Go prints as they are written: nearly all targets of services. */
const plain = /^(?:https?|tcp|grpcs?):\/\/[A-Za-z0-9.-]+(?::[0-9]+)?(?:\/[A-Za-z0-9\-_.~$&+,/:;=@]*)?$/;

/** A target's URL as Go prints it, or Fabio's words for why it is none. */
export function targetUrl(dst: string): { readonly text: string } | { readonly error: string } {
  if (plain.test(dst)) return { text: dst };
  const url = parseUrl(dst);
  return "error" in url ? { error: `route: invalid target. ${url.error}` } : { text: urlText(url) };
}
