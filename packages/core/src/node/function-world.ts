import { constants, createHash, privateDecrypt, randomBytes } from "node:crypto";
import { homedir } from "node:os";
import type { FunctionWorld, Outcome } from "../hcl/functions/function-world.ts";
import { functionFiles, type FunctionPlaces } from "./function-files.ts";

/**
 * The part of the world that functions of HCL need, on Node: files, digests, randomness, and the packages for YAML, RE2
 * and bcrypt. A file is found as Nomad's own command line finds it: anywhere, a relative path from the folder of the
 * job file on.
 *
 * @example
 * const world = await nodeFunctionWorld({ folder: path.dirname(file), text });
 * readHcl({ file, text, world });
 * @see hashicorp/go-cty-funcs filesystem, crypto (0.1.0)
 */
export async function nodeFunctionWorld({
  folder,
  text,
  workingFolder = process.cwd(),
  homeFolder = homedir(),
}: FunctionPlaces): Promise<FunctionWorld> {
  const [files, readYaml, replaceMatches, bcrypt] = await Promise.all([
    functionFiles({ folder, text, workingFolder, homeFolder }),
    text.includes("yamldecode") ? import("./read-yaml.ts").then((module) => module.readYaml) : undefined,
    text.includes("regex_replace")
      ? import("./replace-matches.ts").then((module) => module.replaceMatches)
      : undefined,
    text.includes("bcrypt") ? import("bcryptjs").then((module) => module.hashSync) : undefined,
  ]);
  return {
    hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
    randomBytes: (count) => randomBytes(count),
    decryptRsa,
    files,
    ...(readYaml === undefined ? {} : { readYaml }),
    ...(replaceMatches === undefined ? {} : { replaceMatches }),
    // Go writes an older letter for the same algorithm.
    ...(bcrypt === undefined
      ? {}
      : { bcrypt: (given, cost) => ({ result: bcrypt(given, cost).replace(/^\$2b/, "$2a") }) }),
  };
}

function decryptRsa(bytes: Uint8Array, key: string): Outcome<Uint8Array> {
  try {
    return { result: privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, bytes) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "the text cannot be decrypted" };
  }
}
