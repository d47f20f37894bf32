import type { Finding, SourceRange } from "@nomadx/core";
import type { KeyPath } from "@nomadx/core/jobspec";
import type { ReadHcl } from "@nomadx/core/jobspec/hcl";
import type { Sources } from "../files/sources.ts";
import type { JsonLocator } from "./locate-json.ts";
import type { ScriptLocator, ScriptOrigin } from "./locate-script.ts";

/** Where a job comes from; `file` is an absolute path. */
export type JobOrigin =
  | ({ readonly kind: "typescript" } & ScriptOrigin)
  /** `keys` are steps from the file's whole value to the job. */
  | { readonly kind: "json"; readonly file: string; readonly keys: KeyPath }
  /** Steps into the API's job are looked up in the text that it was read from. */
  | { readonly kind: "hcl"; readonly file: string; readonly placeOf: ReadHcl["placeOf"] };

/**
 * Finds what steps into what an author wrote mean in the author's file. For TypeScript, steps lead into the spec, for JSON,
 * into the whole value of the file, for HCL into the API's job.
 */
export class Locator {
  readonly #sources: Sources;
  #scripts: ScriptLocator | undefined;
  #json: JsonLocator | undefined;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The range of what `keys` lead to; of the key when `at` says so or the value takes several lines. */
  async range(origin: JobOrigin, keys: KeyPath, at: "key" | "value" = "value"): Promise<SourceRange> {
    const sources = this.#sources;
    // The parsers are loaded here, since most runs have nothing to locate.
    switch (origin.kind) {
      case "typescript": {
        const { ScriptLocator } = await import("./locate-script.ts");
        this.#scripts ??= new ScriptLocator(sources);
        return this.#scripts.locate(origin, keys, at);
      }
      case "json": {
        const { JsonLocator } = await import("./locate-json.ts");
        this.#json ??= new JsonLocator(sources);
        return this.#json.locate(origin.file, keys, at);
      }
      case "hcl":
        return origin.placeOf(keys, at) ?? sources.whole(origin.file);
    }
  }

  /** Adds to each finding in what an author wrote its place there. A place that is known stays. */
  locate<Found extends Finding>(findings: readonly Found[], origin: JobOrigin): Promise<readonly Found[]> {
    return Promise.all(
      findings.map(async (finding) => {
        const { source, keys = [], at } = finding;
        return source === undefined ? { ...finding, source: await this.range(origin, keys, at) } : finding;
      }),
    );
  }
}
