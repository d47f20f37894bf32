import path from "node:path";

/** `file` as people want to read it: relative to `cwd` unless that only climbs up, with `/` on every system. */
export function displayPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  const shown =
    relative === "" || relative.length > file.length || path.isAbsolute(relative) ? file : relative;
  return path.sep === "/" ? shown : shown.replaceAll(path.sep, "/");
}
