import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiJob } from "./api-job.ts";
import { formatKeys, type KeyPath } from "./key-path.ts";
import { validateStructure } from "./validate.ts";

/**
 * Returns the problems with the structure of a job that was just read, in the reader's words for places. Where reading
 * already failed, nothing is added: a group that could not be read is not a missing group, too.
 */
export function structureProblems(
  job: ApiJob,
  found: readonly Diagnostic[],
  spell: (keys: KeyPath) => KeyPath,
): Diagnostic[] {
  const failed = new KeyTree(
    found.flatMap(({ severity, keys }) => (severity === "error" && keys !== undefined ? [keys] : [])),
  );
  return validateStructure(job).flatMap((diagnostic) => {
    const keys = spell(diagnostic.keys ?? []);
    return failed.hasOnTheWay(keys) ? [] : [{ ...diagnostic, keys, path: formatKeys(keys) }];
  });
}

/** Paths, of which one is found in as many steps as it has, however many there are. */
class KeyTree {
  readonly #root: KeyNode = { next: new Map(), isEnd: false };

  constructor(paths: readonly KeyPath[]) {
    for (const path of paths) {
      let node = this.#root;
      for (const key of path) {
        const next = node.next.get(key) ?? { next: new Map(), isEnd: false };
        node.next.set(key, next);
        node = next;
      }
      node.isEnd = true;
    }
  }

  /** Whether one of the paths leads to the end of this one or beyond, or ends on the way there. */
  hasOnTheWay(path: KeyPath): boolean {
    let node = this.#root;
    for (const key of path) {
      if (node.isEnd) return true;
      const next = node.next.get(key);
      if (next === undefined) return false;
      node = next;
    }
    return node.isEnd || node.next.size > 0;
  }
}

interface KeyNode {
  readonly next: Map<string | number, KeyNode>;
  isEnd: boolean;
}
