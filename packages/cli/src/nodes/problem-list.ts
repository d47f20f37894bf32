import { NomadxError } from "@nomadx/core";

import type { NodesProblem } from "./cluster-nodes.ts";

/** The parts that could not be read; those that share a reason stand together. */
export class ProblemList {
  readonly #partsOf = new Map<string, string[]>();

  add(part: string, message: string): void {
    this.#partsOf.set(message, [...(this.#partsOf.get(message) ?? []), part]);
  }

  /** Returns the part that is read, or notes why it could not be. */
  async attempt<T>(part: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof NomadxError)) throw error;
      this.add(part, error.message);
      return undefined;
    }
  }

  /** In the order of their parts. */
  problems(): readonly NodesProblem[] {
    const problems = Array.from(this.#partsOf, ([message, parts]) => ({ parts: parts.toSorted(), message }));
    return problems.toSorted((a, b) => (a.parts.join() < b.parts.join() ? -1 : 1));
  }
}
