// @ts-check

/**
 * Where two values differ, as a path and both values; the first few places. `null` is as good as absent.
 * @param {unknown} ours
 * @param {unknown} theirs
 * @param {(path: string) => boolean} [isLeftOut] what is not compared, by its path: `TaskGroups[].Scaling.ID`
 * @returns {string | undefined} `undefined` where they are the same
 */
export function differing(ours, theirs, isLeftOut = () => false) {
  const found = [...places(ours, theirs, "", "")].filter(({ kind }) => !isLeftOut(kind));
  if (found.length === 0) return undefined;
  const shown = found
    .slice(0, 3)
    .map(({ path, ours: a, theirs: b }) => `${path}: ${text(a)}, not ${text(b)}`);
  return `${shown.join("; ")}${found.length > 3 ? `; and ${found.length - 3} more` : ""}`;
}

/**
 * @param {unknown} ours
 * @param {unknown} theirs
 * @param {string} path with indexes
 * @param {string} kind without
 * @returns {Iterable<{ path: string, kind: string, ours: unknown, theirs: unknown }>}
 */
function* places(ours, theirs, path, kind) {
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    for (const [index, item] of ours.entries()) {
      yield* places(item, theirs[index], `${path}[${index}]`, `${kind}[]`);
    }
  } else if (isObject(ours) && isObject(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      const [step, a, b] = [path === "" ? key : `.${key}`, own(ours, key), own(theirs, key)];
      yield* places(a, b, `${path}${step}`, `${kind}${step}`);
    }
  } else if (!isSame(ours ?? null, theirs ?? null)) yield { path, kind, ours, theirs };
}

/** @param {Record<string, unknown>} object @param {string} key */
function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Numbers by value: JSON's 1e3 is 1000, and an integer is one whether it needs a bigint or not. */
function isSame(/** @type {unknown} */ a, /** @type {unknown} */ b) {
  if (typeof a === "bigint" && typeof b === "number") return Number(a) === b;
  if (typeof a === "number" && typeof b === "bigint") return a === Number(b);
  return a === b;
}

/** @param {unknown} value */
function text(value) {
  const json =
    JSON.stringify(value, (_, item) => (typeof item === "bigint" ? String(item) : item)) ?? "absent";
  return json.length > 120 ? `${json.slice(0, 117)}...` : json;
}
