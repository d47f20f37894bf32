import type { Target } from "../table/route-table.ts";

/**
 * Whether Fabio lets a request through as far as `auth=` is concerned; else it answers 401. A scheme that is not
 * configured lets nobody through.
 * @param accepts for each scheme of `proxy.auth`, whether it accepts the request
 * @see fabiolb/fabio route/auth.go (1.7.3)
 */
export function isAuthorized(opts: Target["opts"], accepts: Readonly<Record<string, boolean>>): boolean {
  const { auth = "" } = opts;
  return auth === "" || (Object.hasOwn(accepts, auth) && accepts[auth] === true);
}
