import { serverItems } from "@nomadx/core/jobspec";

/**
 * The errors in a refusal by Nomad, one a line: `2 errors occurred:\n\t* first\n\t* second` are two. Each of a nested list
 * has the words before that list in front of it. A text of another kind is one error.
 */
export function serverErrors(text: string): string[] {
  return serverItems(text).map(({ within, text: item }) => [...within, item].join(": "));
}
