import { printable } from "./printable.ts";

/** The state that a plan was compared with. Every plan says it, in every format. */
export type ComparedWith =
  | {
      readonly kind: "server";
      /** Without credentials. */
      readonly address: string;
      readonly region?: string | undefined;
      readonly namespace?: string | undefined;
    }
  /** No server: nothing was asked, so all of the job is new. */
  | { readonly kind: "empty cluster" }
  /** Other jobs: no server was asked; each of theirs counts as registered, and as running where it can. */
  | {
      readonly kind: "jobs";
      /** Where they are from, as the user named it: `git:main`. */ readonly source: string;
    };

/** Whether a plan was made without a server: nobody knows then what nodes there are. */
export function isOffline({ kind }: ComparedWith): boolean {
  return kind !== "server";
}

/** One sentence: `Compared with Nomad at http://127.0.0.1:4646 (region global).` */
export function describeComparison(comparedWith: ComparedWith): string {
  switch (comparedWith.kind) {
    case "server": {
      const { address, region, namespace } = comparedWith;
      const places = [
        ...(region === undefined ? [] : [`region ${region}`]),
        ...(namespace === undefined ? [] : [`namespace ${namespace}`]),
      ];
      return `Compared with Nomad at ${address}${places.length > 0 ? ` (${places.join(", ")})` : ""}.`;
    }
    case "empty cluster":
      return "Compared with an empty cluster: no server was asked and nothing was scheduled.";
    case "jobs":
      return `Compared with the jobs of ${printable(comparedWith.source)}: no server was asked and nothing was scheduled.`;
  }
}
