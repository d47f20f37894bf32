/** The status of a redirect option, or why Fabio takes it for none. */
export type RedirectCode =
  { readonly ok: true; readonly code: number } | { readonly ok: false; readonly isNumber: boolean };

/**
 * The status in `redirect=<status>`: a whole number from 300 to 399, perhaps with a sign.
 * @see fabiolb/fabio route/route.go addTarget (1.7.3)
 */
export function readRedirectCode(text: string): RedirectCode {
  const code = /^[+-]?[0-9]{1,18}$/.test(text) ? Number(text) : undefined;
  if (code === undefined) return { ok: false, isNumber: false };
  return code >= 300 && code <= 399 ? { ok: true, code } : { ok: false, isNumber: true };
}
