import { cleanPath } from "../../go/clean-path.ts";
import type { CallResult } from "../evaluate/hcl-function.ts";
import { setOf, stringType } from "../values/types.ts";
import { boolValue, setValue, stringValue } from "../values/value.ts";
import { asText, define, ofTexts, results, text } from "./define.ts";
import type { Functions } from "./define.ts";
import type { FunctionFiles, FunctionWorld, Outcome } from "./function-world.ts";
import { decodeUtf8, toBase64 } from "./text-bytes.ts";

const switchedOff: CallResult = {
  problem: "functions of files are switched off here, as they are where a server reads the job",
};

/**
 * Functions of files and their paths. Without files to read, all of them are switched off, those of paths too.
 * @see hashicorp/go-cty-funcs filesystem (0.1.0), hashicorp/nomad jobspec2/functions.go guardFS (2.0.5)
 */
export function fileFunctions({ files }: FunctionWorld): Functions {
  const ofPath = (call: (path: string, files: FunctionFiles) => string | CallResult) =>
    ofTexts(["path"], (path) => (files === undefined ? switchedOff : call(path, files)));
  return {
    file: ofPath((path, from) => {
      const read = from.read(path);
      if ("problem" in read) return { problem: read.problem };
      return decodeUtf8(read.result) ?? { problem: `${path} is not UTF-8 text: filebase64 reads any file` };
    }),
    filebase64: ofPath((path, from) => {
      const read = from.read(path);
      return "problem" in read ? { problem: read.problem } : toBase64(read.result);
    }),
    fileexists: define([text("path")], results.bool, ([path]) =>
      files === undefined ? switchedOff : outcome(files.exists(asText(path)), boolValue),
    ),
    fileset: define([text("path"), text("pattern")], setOf(stringType), ([path, pattern]) =>
      files === undefined
        ? switchedOff
        : outcome(files.find(asText(path), asText(pattern)), (found) =>
            setValue(stringType, found.map(stringValue)),
          ),
    ),
    basename: ofPath(baseName),
    dirname: ofPath(folderName),
    abspath: ofPath((path, { workingFolder }) =>
      cleanPath(path.startsWith("/") ? path : `${workingFolder}/${path}`),
    ),
    pathexpand: ofPath((path, { homeFolder }) => {
      if (!path.startsWith("~")) return path;
      if (path.length > 1 && path[1] !== "/")
        return { problem: `only your own home folder can be expanded: ~/…` };
      if (homeFolder === undefined) return { problem: "the home folder is not known" };
      return cleanPath(`${homeFolder}/${path.slice(1)}`);
    }),
  };
}

function outcome<T>(found: Outcome<T>, toValue: (result: T) => ReturnType<typeof stringValue>): CallResult {
  return "problem" in found ? { problem: found.problem } : { value: toValue(found.result) };
}

/** @see golang/go path/filepath Base */
function baseName(path: string): string {
  if (path === "") return ".";
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** @see golang/go path/filepath Dir */
function folderName(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf("/") + 1));
}
