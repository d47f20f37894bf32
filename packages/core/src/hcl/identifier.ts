/**
 * Whether `name` can stand in HCL as the name of an attribute or block, or as a key, without quotes.
 *
 * HCL's scanner carries the letters of an old Unicode version. Only the scripts in wide use that it certainly knows
 * are accepted here, and only in composed form, since HCL composes some names and not others.
 * @see hashicorp/hcl hclsyntax/scan_tokens.rl Ident (v2.20.2)
 */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name) || (wideIdentifier.test(name) && name === name.normalize("NFC"));
}

/** Latin, Greek, Cyrillic, Kana, Han and Hangul, as far as Unicode 6.1 knew them. */
const known = String.raw`(?=[A-Za-z\d_\xb5\xc0-\u024f\u0370-\u0527\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fcc\uac00-\ud7a3])`;
const wideIdentifier = new RegExp(`^${known}[\\p{ID_Start}_](?:-|${known}\\p{ID_Continue})*$`, "u");
