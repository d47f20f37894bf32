import { readFile } from "node:fs/promises";
import path from "node:path";
import { NomadxError } from "@nomadx/core";
import type { NamedText } from "@nomadx/core/jobspec/hcl";
import { displayPath } from "./display-path.ts";

/**
 * The texts of the files that `--var-file` names, in that order.
 * @throws {NomadxError} `usage` for a file that cannot be read
 */
export async function readVariableFiles(
  files: readonly string[],
  cwd: string,
): Promise<readonly NamedText[]> {
  return Promise.all(
    files.map(async (given) => {
      const file = path.resolve(cwd, given);
      try {
        return { file: displayPath(file, cwd), text: (await readFile(file, "utf8")).replace(/^\uFEFF/, "") };
      } catch (error) {
        throw new NomadxError("usage", `The variable file ${given} cannot be read`, { cause: error });
      }
    }),
  );
}
