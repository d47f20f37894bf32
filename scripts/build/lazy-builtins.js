// Two ways in which Node's own modules make a program start late, and what is done about them in the CLI's bundle.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const requestIds = fileURLToPath(new URL("../stubs/request-ids.js", import.meta.url));

/**
 * Modules that got imports for what few addresses need, TLS and compression: each is loaded when something of it is
 * first used. Together they take a seventh of Node's own start.
 */
const rarelyUsed = /^node:(https|tls|crypto|zlib)$/;

/** esbuild plugin. */
export const lazyBuiltins = {
  name: "lazy-builtins",
  setup(build) {
    const resolveTo =
      (namespace) =>
      ({ path, kind }) =>
        kind === "import-statement" ? { path, namespace, sideEffects: false } : undefined;
    // got gives each request an ID for its diagnostics channels, to which nobody here listens.
    build.onResolve({ filter: /^node:crypto$/ }, ({ importer }) =>
      /[\\/]got[\\/].*diagnostics-channel\.js$/.test(importer) ? { path: requestIds } : undefined,
    );
    build.onResolve({ filter: rarelyUsed }, resolveTo("lazy-builtin"));
    build.onResolve({ filter: /^node:process$/ }, resolveTo("global-process"));
    build.onLoad({ filter: /.*/, namespace: "lazy-builtin" }, ({ path }) => ({ contents: lazyModule(path) }));
    // An import would read all members of `process`, and so open the standard streams.
    build.onLoad({ filter: /.*/, namespace: "global-process" }, () => ({
      contents: "module.exports = process;",
    }));
  },
};

/** The source of a module with the members of one of Node's. */
function lazyModule(specifier) {
  const load = `require(${JSON.stringify(specifier)})`;
  const members = Object.entries(require(specifier)).map(([name, value]) =>
    // Functions are handed on as defaults without being called.
    typeof value === "function" && /^[a-z]/.test(name)
      ? `${name}(...args) { return ${load}.${name}(...args); }`
      : `get ${name}() { return ${load}.${name}; }`,
  );
  return `module.exports = {\n${members.join(",\n")}\n};`;
}
