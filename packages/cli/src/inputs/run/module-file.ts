/** A job file to be made into one module. */
export interface ModuleFile {
  /** Absolute path. */
  readonly path: string;
  /** The text, where it is not that of the file (standard input). */
  readonly text?: string;
}

/** One job file with all its own modules, ready for Node to import. */
export interface ModuleBundle {
  readonly code: string;
  /** Source map as JSON; its sources are absolute paths. */
  readonly map: string;
  readonly origin: BundleOrigin;
}

/** The sources of a bundle: it is good as long as all of this stays the same. */
export interface BundleOrigin {
  /** The fingerprint of every file that was read, by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  /** The names that were looked for upwards from a directory, and what was found. */
  readonly lookups: readonly Lookup[];
}

/** The answer of `findUp`, kept. */
export interface Lookup {
  readonly from: string;
  readonly name: string;
  readonly found: string | null;
}
