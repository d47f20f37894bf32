import type { Diagnostic, SourceRange } from "@nomadx/core";
import { locateInJson } from "./locate-json.ts";
import type { KeyPath } from "@nomadx/core/jobspec";
import { locateInScript } from "./locate-script.ts";
import type { StoredModule } from "./module-cache.ts";
import { ScriptFiles } from "./script-files.ts";
import type { Sources } from "./sources.ts";
import { userFrames } from "./stack-frames.ts";

/** Where a job comes from; `file` is an absolute path. */
export type JobOrigin =
  | {
      readonly kind: "typescript";
      readonly file: string;
      /** What ran in place of the file; absent when Node ran the file itself. */
      readonly bundle?: StoredModule;
      /** An error made where `job()` was called, if it was. */
      readonly callSite: unknown;
      /** Steps from the file's default export to the spec. */
      readonly keys: KeyPath;
    }
  /** `keys` are steps from the file's whole value to the job. */
  | { readonly kind: "json"; readonly file: string; readonly keys: KeyPath }
  | { readonly kind: "hcl"; readonly file: string };

/**
 * Adds to each diagnostic about a job the place in its author's file that its `keys` mean. For TypeScript, `keys` are steps
 * into the spec, for JSON, into the whole value of the file; HCL is known by its file only. A place that is known stays.
 */
export class Locator {
  private readonly sources: Sources;
  private scripts: ScriptFiles | undefined;

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
        const parser = await import("@babel/parser");
        const files = (this.scripts ??= new ScriptFiles(sources, parser));
        const frames = userFrames(origin.callSite, origin.bundle);
        const script = { file: origin.file, frames, keys: origin.keys };
        return ({ keys = [], at = "value" }) => locateInScript(script, keys, at, files, sources);
      }
      case "json": {
        const parser = await import("jsonc-parser");
        return ({ keys = [], at = "value" }) => locateInJson(origin.file, keys, at, sources, parser);
      }
      case "hcl":
        return () => sources.whole(origin.file);
    }
  }
}
