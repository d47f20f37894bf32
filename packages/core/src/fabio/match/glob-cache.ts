import { compileGlob, type CompiledGlob } from "../glob/glob.ts";

/** Fabio's store of compiled host patterns (`glob.cache.size`). */
export interface GlobCache {
  /** The compiled pattern; what does not compile is not kept. */
  get(pattern: string): CompiledGlob;
  /** The patterns that are kept now, in no order. */
  keys(): readonly string[];
  /** The places in the order in which they are taken, "" for those that are still free. */
  ring(): readonly string[];
}

/**
 * A cache of `size` patterns, 1 or more. When it is full the pattern that came first has to go, however often it is
 * used: with more hosts than places nearly every pattern is compiled on every request.
 * @see fabiolb/fabio route/glob_cache.go (1.7.3)
 */
export function createGlobCache(size: number): GlobCache {
  const globs = new Map<string, CompiledGlob>();
  const places: string[] = [];
  let oldest = 0;
  return {
    get(pattern) {
      const known = globs.get(pattern);
      if (known !== undefined) return known;
      const glob = compileGlob(pattern);
      if (glob.kind === "error") return glob;
      globs.set(pattern, glob);
      if (places.length < size) {
        places.push(pattern);
      } else {
        globs.delete(places[oldest] ?? "");
        places[oldest] = pattern;
        oldest = (oldest + 1) % places.length;
      }
      return glob;
    },
    keys: () => [...globs.keys()],
    ring: () => [...places, ...Array.from({ length: size - places.length }, () => "")],
  };
}
