/** How a job is written. JavaScript counts as TypeScript: both are job files that run. */
export type SourceKind = "typescript" | "json" | "hcl";

const kinds: Readonly<Record<string, SourceKind>> = {
  ts: "typescript",
  mts: "typescript",
  js: "typescript",
  mjs: "typescript",
  json: "json",
  hcl: "hcl",
  nomad: "hcl",
};

/** The extensions that `sourceKind` knows, without the dot. */
export const jobFileExtensions: readonly string[] = Object.keys(kinds);

/** Those of job files that run, in the order in which an import without one is looked for. */
export const scriptExtensions: readonly string[] = jobFileExtensions.filter(
  (extension) => kinds[extension] === "typescript",
);

/** How the names of job files end, for messages: `.ts, .mts, …`. */
export const jobFileEndings: string = jobFileExtensions.map((extension) => `.${extension}`).join(", ");

/** How the job in `file` is written, by the file's extension; `undefined` for one that is not read. */
export function sourceKind(file: string): SourceKind | undefined {
  const extension = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
  return extension === undefined || !Object.hasOwn(kinds, extension) ? undefined : kinds[extension];
}
