import type { SourceRange } from "@nomadx/core";
import type { KeyPath } from "@nomadx/core/jobspec";
import { isFunction, isScope } from "./find-binding.ts";
import type { ScriptFiles } from "./script-files.ts";
import type { Sources } from "./sources.ts";
import type { SourceFrame } from "./stack-frames.ts";
import { child, children, findPath, type SyntaxNode } from "./syntax-node.ts";
import { offsetAt } from "./text-position.ts";
import { argumentsOf, type Place, ValueFollower } from "./value-follower.ts";

/** A job that a job file made, as far as is needed to find its text again. */
export interface ScriptOrigin {
  /** Absolute path of the job file. */
  readonly file: string;
  /** Where `job()` was called, and what called that, innermost first; empty when `job()` was not used. */
  readonly frames: readonly SourceFrame[];
  /** Steps from the default export to the spec; to the place of a problem with the export itself. */
  readonly keys: KeyPath;
}

/**
 * The range of what `keys` lead to in the spec of a job: of the key when `at` says so or the value takes several lines,
 * else of the text the value was written as, which may be in another file. Where the way ends early, the last key on it;
 * where it does not begin, the call of `job()`, or the start of the file.
 */
export function locateInScript(
  origin: ScriptOrigin,
  keys: KeyPath,
  at: "key" | "value",
  files: ScriptFiles,
  sources: Sources,
): SourceRange {
  const follower = new ValueFollower(files);
  const call = callPlace(origin.frames, files, follower);
  const file = files.get(origin.file);
  const exported = call !== undefined || file === undefined ? undefined : follower.defaultExport(file);
  const root = call === undefined ? exported : (argumentsOf(call)[1] ?? call);
  const [frame] = origin.frames;
  if (root === undefined) return frame === undefined ? sources.whole(origin.file) : sources.rangeOf(frame);

  const path = call === undefined ? [...origin.keys, ...keys] : keys;
  let value = root;
  let key: Place | undefined;
  for (const [index, step] of path.entries()) {
    const next = follower.step(value, step);
    if (next === undefined) return rangeOf(key ?? headOf(call ?? root), sources);
    value = next.value;
    // An item has no key of its own: that of its list will do, unless the item can be shown.
    if (next.key !== undefined) key = next.key;
    else if (typeof step === "number" && index === path.length - 1) key = undefined;
  }
  if (path.length === 0) return rangeOf(headOf(call ?? root), sources);
  const written = follower.resolve(value);
  const shown = at === "key" || isLong(written) ? (key ?? written) : written;
  return rangeOf(shown, sources);
}

/** The call of `job()` at the first of `frames`; the functions around it know their arguments from the other frames. */
function callPlace(
  [frame, ...callers]: readonly SourceFrame[],
  files: ScriptFiles,
  follower: ValueFollower,
): Place | undefined {
  const file = frame === undefined ? undefined : files.get(frame.file);
  if (frame === undefined || file === undefined) return undefined;
  const offset = offsetAt(file.text, frame.line, frame.column);
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
  return file.text.slice(node.start, node.end).includes("\n");
}

function rangeOf({ file, node }: Place, sources: Sources): SourceRange {
  return sources.range(file.path, node.start, node.end);
}
