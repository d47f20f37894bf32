import { ORIGIN, type KeyPath } from "@nomadx/core/jobspec";

/** The argument that a function which a job file exports is called with. */
export interface JobFileContext {
  /** A copy of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The values given with `--var` and `NOMAD_VAR_*`. */
  readonly vars: Readonly<Record<string, string>>;
}

/** One job of a job file, as its author wrote it. */
interface ExportedJob {
  readonly name: string;
  readonly spec: unknown;
  /** Steps from the default export, or from what it returns, to `spec`. */
  readonly keys: KeyPath;
  /** An error made where `job()` was called; absent for a job that was put together without it. */
  readonly callSite: unknown;
}

/** Something that was exported in place of a job. */
interface ExportProblem {
  readonly keys: KeyPath;
  readonly summary: string;
  readonly help: string;
  /** Nothing about it is like a job: a file that was found in a folder may be something else. */
  readonly isForeign?: boolean;
}

export interface ExportedJobs {
  readonly jobs: readonly ExportedJob[];
  readonly problems: readonly ExportProblem[];
  /** Neither a default export nor anything like a job: a module that other job files import. */
  readonly isLibrary: boolean;
}

/**
 * The jobs that a module exports: its default export is a job, an array of jobs, or a function of `context` that
 * returns either, also later. Rejects with whatever that function throws.
 */
export async function exportedJobs(
  exports: Readonly<Record<string, unknown>>,
  context: JobFileContext,
): Promise<ExportedJobs> {
  const given = defaultExport(exports);
  if (given === undefined) {
    const named = Object.keys(exports).find((name) => isJobFile(exports[name]));
    const problem = {
      keys: [],
      summary: Object.hasOwn(exports, "default")
        ? "The default export is undefined"
        : "The file has no default export",
      help:
        named === undefined
          ? 'Export the job: export default job("name", { … })'
          : `"${named}" is a job; make it the default export: export default ${named}`,
    };
    return {
      jobs: [],
      problems: [problem],
      isLibrary: named === undefined && !Object.hasOwn(exports, "default"),
    };
  }
  const isFunction = isCallable(given);
  const value = await (isFunction ? given(context) : given);
  const jobs: ExportedJob[] = [];
  const problems: ExportProblem[] = [];
  const items = Array.isArray(value)
    ? value.map((item: unknown, index) => ({ item, keys: [index] }))
    : [{ item: value, keys: [] }];
  for (const { item, keys } of items) {
    const file: unknown = await item;
    if (isJobFile(file)) {
      for (const [name, spec] of Object.entries(file.job)) {
        jobs.push({ name, spec, keys: [...keys, "job", name], callSite: callSiteOf(file) });
      }
    } else {
      problems.push({ keys, ...notAJob(file, isFunction, keys.length > 0) });
    }
  }
  return { jobs, problems, isLibrary: false };
}

function defaultExport(exports: Readonly<Record<string, unknown>>): unknown {
  const given = exports["default"];
  // TypeScript compiled to CommonJS: its default export is a property of module.exports.
  const isCompiled = isObject(given) && given["__esModule"] === true && "default" in given;
  return isCompiled ? given["default"] : given;
}

function isJobFile(value: unknown): value is { readonly job: Readonly<Record<string, unknown>> } {
  return isObject(value) && isObject(value["job"]);
}

function callSiteOf(file: object): unknown {
  return ORIGIN in file ? file[ORIGIN] : undefined;
}

function notAJob(value: unknown, isReturned: boolean, isItem: boolean): Omit<ExportProblem, "keys"> {
  const what = isReturned ? "The result of the default export" : "The default export";
  const looksLikeSpec = isObject(value) && ("group" in value || "datacenters" in value || "type" in value);
  return {
    ...(!isItem && !looksLikeSpec && { isForeign: true }),
    summary: `${isItem ? `An item of ${what.replace(/^./, (letter) => letter.toLowerCase())}` : what} is not a job, but ${kindOf(value)}`,
    help: looksLikeSpec
      ? 'Give it a name: job("name", { … })'
      : "A job file exports a job, an array of jobs, or a function of { env, vars } that returns either.",
  };
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (isObject(value)) {
    const keys = Object.keys(value).slice(0, 5);
    return keys.length === 0 ? "an empty object" : `an object of ${keys.join(", ")}`;
  }
  if (typeof value === "function") return isClass(value) ? "a class" : "a function";
  return `a ${typeof value}`;
}

function isCallable(value: unknown): value is (context: JobFileContext) => unknown {
  return typeof value === "function" && !isClass(value);
}

/** A class cannot be called. */
function isClass(value: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
