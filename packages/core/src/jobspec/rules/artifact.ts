import { trimSpace } from "../../go/white-space.ts";
import { quote } from "../../go/quote.ts";
import { artifact } from "../schema/artifact.ts";
import { escapingPath } from "./escaping-path.ts";
import { blockRules } from "./rule.ts";
import { oneOfValues, requiredText } from "./schema-rules.ts";

/** Files that are fetched for a task. @see hashicorp/nomad nomad/structs/structs.go TaskArtifact.Validate (2.0.5) */
export const artifactRules = blockRules(artifact, undefined, [
  requiredText(artifact, "GetterSource", "source must be specified"),
  oneOfValues(
    artifact,
    "GetterMode",
    (value) => `invalid artifact mode ${quote(value)}; must be one of: any, file, dir`,
  ),
  { code: "NX2230", find: ({ RelativeDest }) => escapingPath("task", "RelativeDest", RelativeDest) },
  {
    code: "NX2231",
    find: ({ GetterOptions }) => {
      const { checksum } = GetterOptions;
      const nomad = checksum === undefined ? undefined : checksumRefusal(checksum);
      return (
        nomad !== undefined && {
          keys: ["GetterOptions", "checksum"],
          summary: "Not a checksum",
          received: checksum,
          allowed:
            '"type:value" with the type md5, sha1, sha256 or sha512 and the value in hexadecimal digits',
          nomad,
        }
      );
    },
  },
]);

/** The lengths in bytes. */
const lengths: ReadonlyMap<string, number> = new Map([
  ["md5", 16],
  ["sha1", 20],
  ["sha256", 32],
  ["sha512", 64],
]);

/** Nomad's refusal of a checksum; a variable in it is filled in later. @see TaskArtifact.validateChecksum */
function checksumRefusal(given: string): string | undefined {
  if (/\$\{[a-zA-Z0-9_\-.]+\}/.test(given)) return undefined;
  const text = trimSpace(given);
  if (text === "") return "checksum value cannot be empty";
  const [type = "", value = "", ...more] = text.split(":");
  if (!text.includes(":") || more.length > 0)
    return `checksum must be given as "type:value"; got ${quote(text)}`;
  const wrong = Array.from(value).find((character) => !/^[\da-f]$/i.test(character));
  if (wrong !== undefined) return `invalid checksum: encoding/hex: invalid byte: ${codePoint(wrong)}`;
  if (value.length % 2 === 1) return "invalid checksum: encoding/hex: odd length hex string";
  const length = lengths.get(type);
  if (length === undefined) return `unsupported checksum type: ${type}`;
  return value.length === 2 * length ? undefined : `invalid ${type} checksum: ${value}`;
}

/** As Go writes it with `%#U`: `U+0024 '$'`. */
function codePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `U+${code} '${character}'`;
}
