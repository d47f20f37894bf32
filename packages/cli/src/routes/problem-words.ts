import type { RouteProblem } from "@nomadx/core/fabio";

/** Fabio's own words, in which the number of a line says nothing. */
export function problemWords({ message, effect }: Pick<RouteProblem, "message" | "effect">): string {
  const words = message.replace(/^line \d+: /, "");
  switch (effect) {
    case "rejected":
      return words;
    case "truncated":
      return `${words}; Fabio reads nothing from here on`;
    case "ignored":
      return `${words}; it does nothing`;
    case "open":
      return `${words}; everybody may use the route`;
    case "crash":
      return `${words}; Fabio ends`;
    case "panic":
      return `${words}; requests for the route fail`;
  }
}
