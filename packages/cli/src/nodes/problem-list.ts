import { NomadxError } from "@nomadx/core";

import type { NodesProblem } from "./cluster-nodes.ts";

/** What could not be read, with the parts that share a reason together. */
export class ProblemList {
  private readonly partsOf = new Map<string, string[]>();

  add(part: string, message: string): void {
    this.partsOf.set(message, [...(this.partsOf.get(message) ?? []), part]);
  }

  /** What is read, or nothing, and then why. */
  async attempt<T>(part: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof NomadxError)) throw error;
      this.add(part, error.message);
      return undefined;
    }
  }

  problems(): readonly NodesProblem[] {
    return Array.from(this.partsOf, ([message, parts]) => ({
      parts: parts.toSorted(),
      message,
    }));
  }
}
