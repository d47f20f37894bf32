import {
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { BundleOrigin, ModuleBundle, ModuleFile } from "./module-file.ts";
import { processRuns } from "../files/process-runs.ts";
import { findUp } from "../files/find-up.ts";
import { fingerprint } from "../files/fingerprint.ts";

/** A bundle that Node can import. */
export interface StoredModule {
  readonly url: string;
  /** The text of its source map; read when something went wrong, and not before. */
  readonly readMap: () => string | undefined;
}

export interface CacheOptions {
  /** The version of nomadx: another one starts over. */
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The content of an entry file. `version` and `entry` tell apart entries that happen to have the same name. */
interface CacheEntry extends BundleOrigin {
  readonly format: number;
  readonly version: string;
  readonly entry: string;
  /** File name of the module beside the entry; that of its source map has `.map` appended. */
  readonly module: string;
}

/** Raised whenever the same input would be made into a different bundle, or `CacheEntry` changes. */
const FORMAT = 1;

/** Thirty days. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Bundles of job files on disk: in `node_modules/.cache/nomadx` of the project that a file belongs to, else in the user's
 * cache directory. An entry is good as long as every file it was made from has the same text, and every package is still
 * found in the same place. Reads are synchronous: a handful of small files, before anything else can be done.
 * One instance a run: it remembers what it has read.
 */
export class ModuleCache {
  readonly #options: CacheOptions;
  readonly #fingerprints = new Map<string, string | undefined>();
  readonly #lookups = new Map<string, string | null>();
  readonly #directories = new Map<string, readonly string[]>();
  readonly #cleaned = new Set<string>();

  constructor(options: CacheOptions) {
    this.#options = options;
  }

  /** The module that was made from `file`, if making it again would give the same. */
  find(file: ModuleFile): StoredModule | undefined {
    for (const directory of this.#candidates(file)) {
      const entry = readEntry(path.join(directory, this.#entryName(file)));
      if (entry !== undefined && this.#isCurrent(entry, file)) return storedIn(directory, entry.module);
    }
    return undefined;
  }

  /**
   * Keeps `bundle` on disk, or in memory where no directory can be written. Files appear whole or not at all, and the
   * name of a module tells its contents, so that several processes can do this at once.
   */
  store(file: ModuleFile, bundle: ModuleBundle): StoredModule {
    const name = this.#entryName(file);
    const module = `${path.basename(name, ".json")}-${fingerprint(bundle.code + bundle.map)}.mjs`;
    const { version } = this.#options;
    const entry: CacheEntry = { format: FORMAT, version, entry: file.path, module, ...bundle.origin };
    for (const directory of this.#candidates(file)) {
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        this.#removeOld(directory);
        const before = readEntry(path.join(directory, name))?.module;
        writeWhole(directory, `${module}.map`, bundle.map);
        writeWhole(directory, module, bundle.code);
        writeWhole(directory, name, JSON.stringify(entry));
        if (before !== undefined && before !== module) removeModule(directory, before);
        return storedIn(directory, module);
      } catch (error) {
        // A directory that cannot be written: the next one.
        if (!isSystemError(error)) throw error;
      }
    }
    const url = `data:text/javascript;base64,${Buffer.from(bundle.code).toString("base64")}`;
    return { url, readMap: () => bundle.map };
  }

  /** Versions do not share entries: two that are used in turn would replace each other's. */
  #entryName(file: ModuleFile): string {
    const label = path.basename(file.path).replace(/\W+/g, "-").slice(0, 80);
    const identity = fingerprint(`${this.#options.version}\0${file.path}`);
    return `${label}-${identity}${file.text === undefined ? "" : "-stdin"}.json`;
  }

  /**
   * Files of long ago, of job files and versions that are gone (one that is still in use is made again), and what a
   * process that was killed has not finished.
   */
  #removeOld(directory: string): void {
    if (this.#cleaned.has(directory)) return;
    this.#cleaned.add(directory);
    for (const name of readdirSync(directory)) {
      const file = path.join(directory, name);
      const stats = statSync(file, { throwIfNoEntry: false });
      const writer = /^\..+\.(\d+)$/.exec(name)?.[1];
      const isOld = stats !== undefined && stats.mtimeMs < Date.now() - MAX_AGE_MS;
      if (isOld || (writer !== undefined && !processRuns(Number(writer)))) rmSync(file, { force: true });
    }
  }

  #candidates(file: ModuleFile): readonly string[] {
    const directory = path.dirname(file.path);
    let known = this.#directories.get(directory);
    if (known === undefined) {
      const modules = findUp(directory, "node_modules");
      const user = userCache(this.#options.env);
      known = [
        ...(modules === undefined ? [] : [path.join(modules, ".cache")]),
        ...(user === undefined ? [] : [user]),
      ].map((parent) => path.join(parent, "nomadx"));
      this.#directories.set(directory, known);
    }
    return known;
  }

  #isCurrent(entry: CacheEntry, file: ModuleFile): boolean {
    return (
      entry.format === FORMAT &&
      entry.version === this.#options.version &&
      entry.entry === file.path &&
      Object.entries(entry.files).every(([input, expected]) => {
        const own = input === file.path && file.text !== undefined;
        return expected === (own ? fingerprint(file.text) : this.#fingerprintOf(input));
      }) &&
      entry.lookups.every(({ from, name, found }) => this.#lookUp(from, name) === found)
    );
  }

  #fingerprintOf(file: string): string | undefined {
    if (!this.#fingerprints.has(file)) {
      const bytes = readBytes(file);
      this.#fingerprints.set(file, bytes === undefined ? undefined : fingerprint(bytes));
    }
    return this.#fingerprints.get(file);
  }

  #lookUp(from: string, name: string): string | null {
    const key = `${from}\0${name}`;
    let found = this.#lookups.get(key);
    if (found === undefined) {
      found = findUp(from, name) ?? null;
      this.#lookups.set(key, found);
    }
    return found;
  }
}

function storedIn(directory: string, module: string): StoredModule {
  // Node names a module by its real path, in stacks too.
  const file = path.join(realpathSync(directory), module);
  return { url: pathToFileURL(file).href, readMap: () => readText(`${file}.map`) };
}

function readEntry(file: string): CacheEntry | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    const entry: unknown = JSON.parse(text);
    return isEntry(entry) ? entry : undefined;
  } catch {
    // Not ours, or damaged: as good as absent.
    return undefined;
  }
}

function isEntry(value: unknown): value is CacheEntry {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === FORMAT &&
    "module" in value &&
    typeof value.module === "string" &&
    "files" in value &&
    typeof value.files === "object" &&
    value.files !== null &&
    "lookups" in value &&
    Array.isArray(value.lookups)
  );
}

function userCache(env: CacheOptions["env"]): string | undefined {
  const configured = env["XDG_CACHE_HOME"];
  if (configured !== undefined && path.isAbsolute(configured)) return configured;
  try {
    return path.join(homedir(), ".cache");
  } catch {
    // A user whom the system's user table does not know, as in some containers.
    return undefined;
  }
}

function writeWhole(directory: string, name: string, text: string): void {
  const partial = path.join(directory, `.${name}.${process.pid}`);
  writeFileSync(partial, text, { mode: 0o600 });
  renameSync(partial, path.join(directory, name));
}

/** Another process may be about to import it: it then finds nothing, and makes its own. */
function removeModule(directory: string, module: string): void {
  for (const name of [module, `${module}.map`])
    rmSync(path.join(directory, path.basename(name)), { force: true });
}

function readText(file: string): string | undefined {
  return readBytes(file)?.toString();
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    // Absent or unreadable: either way there is nothing.
    return undefined;
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
