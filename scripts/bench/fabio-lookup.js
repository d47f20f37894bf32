// @ts-check
// How long it takes to find a route, beside Fabio's own times. Build first:
//   node scripts/build.js && node --expose-gc scripts/bench/fabio-lookup.js
// Both sides' times are of one machine, at different moments: read the ratios, and not their last digit.
import { library } from "../conformance-runner/library.js";

const { buildTable, createMatcher } = await library("/fabio");

/** Fabio 1.6.0 in ns a lookup, by shape and size. @type {Readonly<Record<string, readonly (number | undefined)[]>>} */
const fabio = {
  "exact hosts": [1_728, 154_433, 39_434_437, 463_042_889],
  "glob hosts": [1_932, 145_243, 89_698_896, 534_599_633],
  "exact hosts, no globs": [949, 73_826, 637_171, 12_519_492],
  "paths: first": [432, 486, 677, 478],
  "paths: middle": [506, 4_346, 52_467, 676_485],
  "paths: last": [556, 8_597, 107_724, 2_809_215],
  "paths: none": [475, 3_996, 50_070, 837_925],
  "paths: none, iprefix": [765, 32_901, 421_587, 5_734_134],
  "paths: none, glob": [601, 7_670, 121_978, 4_205_564],
  "server name": [85, 78, 105, 86],
};
const sizes = [10, 1_000, 10_000, 100_000];

/** @typedef {{ sources: (index: number) => string, options?: object, request: (size: number) => object }} Shape */
/** @type {Readonly<Record<string, Shape>>} */
const shapes = {
  "exact hosts": hostShape("h", "", {}),
  "glob hosts": hostShape("*.h", "www.", {}),
  "exact hosts, no globs": hostShape("h", "", { globMatching: false }),
  // Fabio's order is that of the texts, backwards.
  "paths: first": pathShape({}, (size) => size - 1),
  "paths: middle": pathShape({}, (size) => size / 2),
  "paths: last": pathShape({}, () => 0),
  "paths: none": pathShape({}, () => -1),
  "paths: none, iprefix": pathShape({ matcher: "iprefix" }, () => -1),
  "paths: none, glob": pathShape({ matcher: "glob" }, () => -1),
  "server name": {
    sources: (index) => `h${index}.example.com/`,
    request: (size) => ({ kind: "tcp+sni", serverName: `h${size / 2}.example.com` }),
  },
};

/** @param {string} start @param {string} asked @param {object} options @returns {Shape} */
function hostShape(start, asked, options) {
  return {
    sources: (index) => `${start}${index}.example.com/`,
    options,
    request: (size) => ({ host: `${asked}h${size / 2}.example.com`, path: "/" }),
  };
}

/** @param {object} options @param {(size: number) => number} asked @returns {Shape} */
function pathShape(options, asked) {
  const path = (/** @type {number} */ index) =>
    index < 0 ? "/q/none" : `/p/${String(index).padStart(6, "0")}`;
  return {
    sources: (index) => `example.com${path(index)}`,
    options,
    request: (size) => ({ host: "example.com", path: path(asked(size)) }),
  };
}

/** @param {(index: number) => string} sources @param {number} size */
function commandsOf(sources, size) {
  return Array.from({ length: size }, (_, index) => ({
    kind: "add",
    service: "s",
    src: sources(index),
    dst: "http://10.0.0.1:8080/",
    weight: 0,
    tags: [],
    opts: {},
    line: index + 1,
  }));
}

/** Median of some batches once the code is warm, in ns a call. @param {() => unknown} call */
function timeOf(call) {
  elapsed(call, 100_000);
  const times = Array.from({ length: 31 }, () => elapsed(call, 5_000) / 5_000).toSorted((a, b) => a - b);
  return times[15] ?? Number.NaN;
}

/** @param {() => unknown} call @param {number} calls */
function elapsed(call, calls) {
  const begun = process.hrtime.bigint();
  for (let done = 0; done < calls; done++) call();
  return Number(process.hrtime.bigint() - begun);
}

/** Of what is in use: tables of the round before take more than one collection to go. */
function heap() {
  for (let round = 0; round < 4; round++) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

console.log("ns a lookup; × times as fast as Fabio\n");
for (const [name, { sources, options, request }] of Object.entries(shapes)) {
  const cells = sizes.map((size, column) => {
    const { table } = buildTable(commandsOf(sources, size));
    const matcher = createMatcher(table, { engine: "fast", ...options });
    const asked = request(size);
    const ours = timeOf(() => matcher.lookup(asked));
    const theirs = fabio[name]?.[column];
    const times = theirs === undefined ? "?" : Number((theirs / ours).toPrecision(2));
    return `${Math.round(ours)} ×${times}`.padStart(18);
  });
  console.log(name.padEnd(24), ...cells);
}
console.log(" ".repeat(24), ...sizes.map((size) => String(size).padStart(18)));

console.log("\n100000 routes: ms and MiB for the table, and for the first lookup");
const builds = /** @type {const} */ ([
  ["hosts", shapes["exact hosts"], 1_131],
  ["glob hosts", shapes["glob hosts"], undefined],
  ["paths of one host", shapes["paths: none"], 58_532],
]);
for (const [name, shape, theirs] of builds) if (shape !== undefined) measureBuild(name, shape, theirs);

/** @param {string} name @param {Shape} shape @param {number | undefined} theirs */
function measureBuild(name, shape, theirs) {
  const commands = commandsOf(shape.sources, 100_000);
  const before = heap();
  const begun = performance.now();
  const { table } = buildTable(commands);
  const built = performance.now();
  const withTable = heap();
  const matcher = createMatcher(table, { engine: "fast" });
  const beforeFirst = performance.now();
  matcher.lookup(shape.request(100_000));
  const first = performance.now() - beforeFirst;
  const withIndex = heap();
  const mib = (/** @type {number} */ bytes) =>
    globalThis.gc === undefined ? "?" : (bytes / 2 ** 20).toFixed(0);
  console.log(
    name.padEnd(24),
    `${(built - begun).toFixed(0)} ms, ${mib(withTable - before)} MiB`.padStart(20),
    `${first.toFixed(0)} ms, ${mib(withIndex - withTable)} MiB`.padStart(20),
    theirs === undefined ? "" : `   Fabio's table: ${theirs} ms`,
  );
  // Used once more, so that the heap still holds them above.
  if (commands.length === 0 || matcher.lookup(shape.request(100_000)) === "")
    throw new Error("nothing built");
}
