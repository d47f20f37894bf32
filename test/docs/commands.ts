import type { Block } from "./pages.ts";

/** A command of a `console` block, and what the page says that it prints. */
export interface Command {
  /** The line of the page that it stands in, from 1. */
  readonly line: number;
  readonly text: string;
  /** With the line break at its end; empty when nothing is printed. */
  readonly output: string;
}

/** The commands of a `console` block: lines that begin with `$ `; what follows is printed by the one before. */
export function readCommands({ content, line }: Block): Command[] {
  const commands: { line: number; text: string; output: string }[] = [];
  for (const [index, text] of content.trimEnd().split("\n").entries()) {
    if (text.startsWith("$ ")) commands.push({ line: line + index, text: text.slice(2), output: "" });
    else {
      const command = commands.at(-1);
      if (command === undefined) throw new Error(`Line ${line + index}: a console block begins with "$ "`);
      command.output += `${text}\n`;
    }
  }
  return commands;
}
