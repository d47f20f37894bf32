import { createInterface } from "node:readline/promises";

import { NomadxError } from "@nomadx/core";

/** The answer to a question of yes or no; `interrupted` for Ctrl-C and SIGTERM. */
export type Confirmation = "yes" | "no" | "interrupted";

/** Where somebody is asked. */
export interface Asked {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Asks on the terminal. Anything but yes is no, also the end of the input.
 * @param signal aborted by SIGTERM; Ctrl-C comes to the terminal, which is read letter by letter
 * @throws {NomadxError} `usage` where there is no one to ask
 */
export async function confirm(
  question: string,
  signal: AbortSignal,
  { input, output }: Asked = { input: process.stdin, output: process.stderr },
): Promise<Confirmation> {
  if (input.isTTY !== true || output.isTTY !== true) {
    throw new NomadxError(
      "usage",
      "This cannot be undone, and there is no terminal on which to ask for confirmation",
      {
        help: "Confirm it with --yes.",
      },
    );
  }
  const terminal = createInterface({ input, output });
  try {
    return await new Promise((resolve, reject) => {
      const interrupt = () => resolve("interrupted");
      terminal.on("SIGINT", interrupt);
      signal.addEventListener("abort", interrupt, { once: true });
      terminal.on("close", () => resolve("no"));
      terminal
        .question(`${question} [y/N] `)
        .then((answer) => resolve(/^y(?:es)?$/i.test(answer.trim()) ? "yes" : "no"), reject);
    });
  } finally {
    terminal.close();
  }
}
