import type { Diagnostic, SourceRange } from "@nomadx/core";
import type { KeyPath } from "@nomadx/core/jobspec";
import type { ScriptLocator, ScriptOrigin } from "./locate-script.ts";
import type { Sources } from "../files/sources.ts";

/** Where a job comes from; `file` is an absolute path. */
export type JobOrigin =
  | ({ readonly kind: "typescript" } & ScriptOrigin)
  /** `keys` are steps from the file's whole value to the job. */
  | { readonly kind: "json"; readonly file: string; readonly keys: KeyPath }
  | { readonly kind: "hcl"; readonly file: string };

/**
 * Adds to each diagnostic about a job the place in its author's file that its `keys` mean. For TypeScript, `keys` are steps
 * into the spec, for JSON, into the whole value of the file; HCL is known by its file only. A place that is known stays.
 */
export class Locator {
  private readonly sources: Sources;
  private scripts: ScriptLocator | undefined;

  constructor(sources: Sources) {
    this.sources = sources;
  }

  async locate(diagnostics: readonly Diagnostic[], origin: JobOrigin): Promise<readonly Diagnostic[]> {
    if (diagnostics.every((diagnostic) => diagnostic.source !== undefined)) return diagnostics;
    const find = await this.finder(origin);
    return diagnostics.map((diagnostic) => ({
      ...diagnostic,
      source: diagnostic.source ?? find(diagnostic),
    }));
  }

  /** The parsers are loaded here, since most runs have nothing to locate. */
  private async finder(origin: JobOrigin): Promise<(diagnostic: Diagnostic) => SourceRange> {
    const { sources } = this;
    switch (origin.kind) {
      case "typescript": {
        const { ScriptLocator } = await import("./locate-script.ts");
        const scripts = (this.scripts ??= new ScriptLocator(sources));
        return ({ keys = [], at = "value" }) => scripts.locate(origin, keys, at);
      }
      case "json": {
        const { locateInJson } = await import("./locate-json.ts");
        return ({ keys = [], at = "value" }) => locateInJson(origin.file, keys, at, sources);
      }
      case "hcl":
        return () => sources.whole(origin.file);
    }
  }
}
