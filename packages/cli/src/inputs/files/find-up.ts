import { existsSync } from "node:fs";
import path from "node:path";

/** The nearest `name` (a relative path) in `from` or a directory above it; `undefined` where there is none. */
export function findUp(from: string, name: string): string | undefined {
  for (let directory = from; ;) {
    const candidate = path.join(directory, name);
    if (existsSync(candidate)) return candidate;
    const parent = path.dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
}
