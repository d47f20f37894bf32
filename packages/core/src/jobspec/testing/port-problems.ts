import { formatKeys } from "../key-path.ts";
import { readSpec } from "../read-spec.ts";
import { specKeys } from "../spelling.ts";
import { validateStructure } from "../validate.ts";

/** Code and severity, place in the words of a spec, and help of every problem with the structure of a group `g`. */
export function portProblems(group: object) {
  const { job } = readSpec("web", { group: { g: group } });
  return validateStructure(job).map(({ code, severity, keys, help }) => [
    `${code} ${severity}`,
    formatKeys(specKeys(job, keys ?? [])),
    help,
  ]);
}
