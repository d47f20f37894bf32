import { createInterface } from "node:readline/promises";

import { NomadxError } from "@nomadx/core";

/**
 * Asks on the terminal and returns when the answer is yes.
 * @throws {NomadxError} `usage` when it is not, and where there is no one to ask
 */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new NomadxError("usage", "This cannot be undone, and there is no terminal to ask on", {
      help: "Say --yes if it is meant.",
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new NomadxError("usage", "Nothing was changed");
  } finally {
    terminal.close();
  }
}
