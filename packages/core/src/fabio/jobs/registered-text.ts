import { isKnownToClient, markedForClient, type Interpolated } from "../../services/allocation-env.ts";

/**
 * The tag as it is taken for registered: what a client will fill in is `<name>`, since Fabio would make nothing of it
 * if it saw it. A weight that is not known is none.
 */
export function registeredText({ text, unresolved }: Interpolated): string {
  const names = unresolved.filter(isKnownToClient);
  const weightless =
    names.length === 0
      ? text
      : text.replace(/ weight=(\S*)/g, (word, value: string) =>
          names.some((name) => value.includes(`\${${name}}`)) ? "" : word,
        );
  return markedForClient({ text: weightless, unresolved: names });
}
