import { didYouMean, NomadxError } from "@nomadx/core";
import { layers, type Layer } from "@nomadx/core/verify";

/**
 * The value of `--layers`; all of them without it.
 * @throws {NomadxError} `usage`
 */
export function readLayers(text: string | undefined): readonly Layer[] {
  if (text === undefined) return layers;
  return text.split(",").map((part) => {
    const name = part.trim();
    const found = layers.find((layer) => layer === name);
    if (found !== undefined) return found;
    const similar = didYouMean(name, layers);
    throw new NomadxError("usage", `--layers: ${JSON.stringify(name)} is none of ${layers.join(", ")}`, {
      ...(similar !== undefined && { help: `Did you mean ${similar}?` }),
    });
  });
}
