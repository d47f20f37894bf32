import type { SourceRange } from "@nomadx/core";
import type { KeyPath } from "@nomadx/core/jobspec";
import { isFunction, isScope } from "./find-binding.ts";
import type { StoredModule } from "../run/module-cache.ts";
import { ScriptFiles } from "./script-files.ts";
import type { SourcePlace, Sources } from "../files/sources.ts";
import { userFrames } from "../run/stack-frames.ts";
import { child, children, findPath, type SyntaxNode } from "./syntax-node.ts";
import { argumentsOf, type Place, ValueFollower } from "./value-follower.ts";

/** A job that a job file made, as far as is needed to find its text again. */
export interface ScriptOrigin {
  /** Absolute path of the job file. */
  readonly file: string;
  /** The module that ran in place of the file; absent when Node ran the file itself. */
  readonly bundle?: StoredModule;
  /** An error made where `job()` was called, if it was. */
  readonly callSite: unknown;
  /** Steps from the file's default export to the spec. */
  readonly keys: KeyPath;
}

/** Finds the text of specs in the user's files. One instance a run: each file is parsed once. */
export class ScriptLocator {
  readonly #sources: Sources;
  readonly #files: ScriptFiles;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#files = new ScriptFiles(sources);
  }

  /**
   * The range of what `keys` lead to in the spec of a job: of the key when `at` says so or the value takes several lines,
   * else of the text the value was written as, which may be in another file. Where the way ends early, the last key on it;
   * where it does not begin, the call of `job()`, or the start of the file.
   */
  locate(origin: ScriptOrigin, keys: KeyPath, at: "key" | "value"): SourceRange {
    const files = this.#files;
    const sources = this.#sources;
    const frames = userFrames(origin.callSite, origin.bundle);
    const follower = new ValueFollower(files);
    const call = callPlace(frames, files, follower);
    const file = frames.length === 0 ? files.get(origin.file) : undefined;
    const exported = file === undefined ? undefined : follower.defaultExport(file);
    const root = call === undefined ? exported : (argumentsOf(call)[1] ?? call);
    const [frame] = frames;
    if (root === undefined) return frame === undefined ? sources.whole(origin.file) : sources.rangeOf(frame);

    const path = call === undefined ? [...origin.keys, ...keys] : keys;
    let value = root;
    let key: Place | undefined;
    for (const [index, step] of path.entries()) {
      const next = follower.step(value, step);
      if (next === undefined) return this.#rangeOf(key ?? headOf(call ?? root));
      value = next.value;
      // An item has no key of its own: that of its list will do, unless the item can be shown.
      if (next.key !== undefined) key = next.key;
      else if (typeof step === "number" && index === path.length - 1) key = undefined;
    }
    if (path.length === 0) return this.#rangeOf(headOf(call ?? root));
    const written = follower.resolve(value);
    return this.#rangeOf(at === "key" || isLong(written) ? (key ?? written) : written);
  }

  #rangeOf({ file, node }: Place): SourceRange {
    return this.#sources.range(file.path, node.start, node.end);
  }
}

/** The call of `job()` at the first of `frames`; the functions around it know their arguments from the other frames. */
function callPlace(
  [frame, ...callers]: readonly SourcePlace[],
  files: ScriptFiles,
  follower: ValueFollower,
): Place | undefined {
  const file = frame === undefined ? undefined : files.get(frame.file);
  if (frame === undefined || file === undefined) return undefined;
  const offset = file.lines.offsetAt(frame.line, frame.column);
  const path = findPath(file.root, offset, (node) => isCallAt(node, offset));
  const [node] = path;
  if (node === undefined) return undefined;
  const around = path.find((candidate) => isFunction(candidate));
  const caller = around === undefined ? undefined : callPlace(callers, files, follower);
  const callee = caller === undefined ? undefined : child(caller.node, "callee");
  const isCaller =
    caller !== undefined &&
    callee !== undefined &&
    follower.resolve({ ...caller, node: callee }).node === around;
  const args = new Map<SyntaxNode, readonly Place[]>(caller?.args);
  if (isCaller && around !== undefined) args.set(around, argumentsOf(caller));
  return { file, node, scopes: path.filter((candidate) => isScope(candidate)), args };
}

/** V8 gives the place of a call's callee, or of the last name in it: `nx.job(` at `job`. */
function isCallAt(node: SyntaxNode, offset: number): boolean {
  const callee = node.type === "CallExpression" ? child(node, "callee") : undefined;
  return callee !== undefined && callee.start <= offset && offset <= callee.end;
}

/** Of a call only what comes before its second argument: `job("web"`. */
function headOf(place: Place): Place {
  const first = place.node.type === "CallExpression" ? children(place.node, "arguments")[0] : undefined;
  return first === undefined ? place : { ...place, node: { ...place.node, end: first.end } };
}

function isLong({ file, node }: Place): boolean {
  return file.lines.text.slice(node.start, node.end).includes("\n");
}
