import { endOfIdentifier } from "./characters.ts";

/**
 * Whether `name` can stand in HCL as the name of an attribute or block, or as a key, without quotes.
 *
 * Names that Unicode would compose (NFC) are not accepted, although HCL takes them: it composes keys of objects and not the
 * names of attributes.
 * @see hashicorp/hcl hclsyntax/scan_tokens.rl Ident (v2.20.2)
 */
export function isIdentifier(name: string): boolean {
  return name !== "" && endOfIdentifier(name, 0) === name.length && name === name.normalize("NFC");
}
