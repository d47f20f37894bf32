import type { RouteProblem } from "@nomadx/core/fabio";

/** Fabio's own words, without the number of the line, which means nothing to the reader. */
export function problemText({ message, effect }: Pick<RouteProblem, "message" | "effect">): string {
  const text = message.replace(/^line \d+: /, "");
  switch (effect) {
    case "rejected":
      return text;
    case "truncated":
      return `${text}; Fabio reads nothing from here on`;
    case "ignored":
      return `${text}; the command has no effect`;
    case "open":
      return `${text}; everybody may use the route`;
    case "crash":
      return `${text}; Fabio exits`;
    case "panic":
      return `${text}; requests for the route fail`;
  }
}
