import { NomadxError } from "../diagnostics/errors.ts";
import type { HttpAuth } from "./http-auth.ts";
import type { AgentNames } from "./server-names.ts";

/** Who named the address. Nobody did: `default`, and a silent agent is no mistake of the user's. */
export type AddressSource = "flag" | "env" | "config" | "default";

/** The address to use, and who named it; an empty text is as good as none. */
export function chooseAddress(
  flag: string | undefined,
  variable: string | undefined,
  setting: string | undefined,
  fallback: string,
): readonly [string, AddressSource] {
  if (flag) return [flag, "flag"];
  if (variable) return [variable, "env"];
  return setting ? [setting, "config"] : [fallback, "default"];
}

/** An address without its credentials, and those. */
export interface SplitAddress {
  /** `http://host:port/path`, as `URL` writes it but without a slash at its end. */
  readonly address: string;
  readonly httpAuth: HttpAuth | undefined;
}

/**
 * Splits an address that begins with http:// or https://, or is a `unix://` socket; `undefined` for any other text.
 */
export function splitAddress(text: string): SplitAddress | undefined {
  const socket = /^unix:\/\/(\/[^?#]+)/.exec(text)?.[1];
  if (socket !== undefined) return { address: `unix://${socket}`, httpAuth: undefined };
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, host, pathname, username, password } = new URL(text);
  const address = `${protocol}//${host}${pathname}`.replace(/\/+$/, "");
  if (username === "" && password === "") return { address, httpAuth: undefined };
  try {
    const httpAuth = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
    return { address, httpAuth };
  } catch {
    // "%" without two hexadecimal digits after it
    return undefined;
  }
}

/** The error for a text that is no address of such a server. */
export function notAnAddress(text: string, { server, usualPort }: AgentNames): NomadxError {
  // The text before an "@" may be a password.
  const shown = text.replace(/^.*@/s, "(credentials)@");
  return new NomadxError("usage", `${JSON.stringify(shown)} is not the address of a ${server}`, {
    help: /^(?:[\w.-]+|\[[\da-f:.]+\]):\d+$/i.test(text)
      ? `Did you mean "http://${text}"?`
      : `Write it as "http://host:${usualPort}", "https://host:${usualPort}" or "unix:///path/to/socket".`,
  });
}
