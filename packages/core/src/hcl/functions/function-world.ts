import type { Value } from "../values/value.ts";

/** The outcome of a function that reaches outside of the program: a result, or why there is none. */
export type Outcome<T> = { readonly result: T } | { readonly problem: string };

/**
 * Everything functions need that is more than a computation of ours: hashes, randomness, files, and packages that are
 * worth loading only for those who call them. A call of something that is left out fails, and says that it is not
 * available here.
 */
export interface FunctionWorld {
  /** The digest of some bytes. */
  readonly hash?: (algorithm: HashAlgorithm, bytes: Uint8Array) => Uint8Array;
  /** So many random bytes. */
  readonly randomBytes?: (count: number) => Uint8Array;
  /** bcrypt with a salt of its own choosing, in the form `$2a$10$…`. */
  readonly bcrypt?: (text: string, cost: number) => Outcome<string>;
  /** Decrypts by RSA with PKCS #1 v1.5; the key is in PEM. */
  readonly decryptRsa?: (bytes: Uint8Array, privateKey: string) => Outcome<Uint8Array>;
  /** Replaces all matches of a regular expression as RE2 reads it; `$1` and `${name}` stand for its groups. */
  readonly replaceMatches?: (text: string, pattern: string, replacement: string) => Outcome<string>;
  /** The value of a YAML document. */
  readonly readYaml?: (text: string) => Outcome<Value>;
  /** The files that functions may read; without them, functions of files are switched off, as on a server. */
  readonly files?: FunctionFiles;
}

/** The digests that HCL can ask for. */
export type HashAlgorithm = "md5" | "sha1" | "sha256" | "sha512";

/** Files, by paths as expressions have them: relative ones begin at the folder of the job file. */
export interface FunctionFiles {
  readonly read: (path: string) => Outcome<Uint8Array>;
  /** Whether there is a plain file; a folder is a problem. */
  readonly exists: (path: string) => Outcome<boolean>;
  /** Paths of the plain files below a folder that match a pattern, relative to it, with "/" and in order. */
  readonly find: (folder: string, pattern: string) => Outcome<readonly string[]>;
  /** The folder to which the process itself relates paths. */
  readonly workingFolder: string;
  /** The user's own folder, for `~`. */
  readonly homeFolder: string | undefined;
}

/** The answer of a function that the caller has not provided for. */
export const notHere = { problem: "this function is not available here" };
