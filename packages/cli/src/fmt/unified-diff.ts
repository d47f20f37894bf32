import type { Palette } from "../terminal/palette.ts";

/** A file before and after. */
interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Describes a change as `diff -u` does and `git apply` takes it; without the last line break. */
export async function unifiedDiff({ file, before, after }: Change): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import("diff");
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, options).replace(
    /\n$/,
    "",
  );
}

/** The same diff in colours. */
export function paintDiff(diff: string, { red, green, cyan, bold }: Palette): string {
  const paint = (line: string, index: number): string => {
    if (index < 2) return bold(line);
    if (line.startsWith("@@")) return cyan(line);
    return line.startsWith("-") ? red(line) : line.startsWith("+") ? green(line) : line;
  };
  return diff.split("\n").map(paint).join("\n");
}
