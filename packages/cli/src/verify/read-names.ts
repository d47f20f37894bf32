import { didYouMean, NomadxError } from "@nomadx/core";

/**
 * The value of a flag that lists names with commas between them; `undefined` without it.
 * @throws {NomadxError} `usage` for one that is not known
 */
export function readNames<Name extends string>(
  flag: string,
  text: string | undefined,
  known: readonly Name[],
): readonly Name[] | undefined {
  return text?.split(",").map((part) => {
    const name = part.trim();
    const found = known.find((each) => each === name);
    if (found !== undefined) return found;
    const similar = didYouMean(name, known);
    throw new NomadxError("usage", `--${flag}: ${JSON.stringify(name)} is not one of ${known.join(", ")}`, {
      ...(similar !== undefined && { help: `Did you mean ${similar}?` }),
    });
  });
}
