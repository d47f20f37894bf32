import { rmSync } from "node:fs";

import { record, replay, type Agent } from "./agent.ts";
import { makeCheckout, writeFile } from "./checkout.ts";
import { readCommands, type Command } from "./commands.ts";
import type { Block, Page } from "./pages.ts";
import { readScenes, writeScenes } from "./recording.ts";
import { runCommand, type Result } from "./run-command.ts";
import { isSameOutput } from "./same-output.ts";

/** What became of a page when its commands were run. */
export interface RanPage {
  /** The page as it should be: with what the commands have printed. */
  readonly text: string;
  /** What they have printed in full, also where the page leaves something out. */
  readonly outputs: readonly { readonly line: number; readonly command: string; readonly output: string }[];
}

/**
 * Does what a reader of the page would do, from top to bottom, in a checkout of its own: saves its files, runs its
 * commands. Blocks marked `nomad` have a Nomad agent on their machine: the recording of a real one, or the one at
 * `address`, which is recorded then.
 */
export async function runPage(page: Page, address: string | undefined): Promise<RanPage> {
  const folder = makeCheckout();
  const agent = address === undefined ? await replay(readScenes(page.name)) : await record(address);
  try {
    const outputs: RanPage["outputs"][number][] = [];
    let text = page.text;
    let moved = 0;
    let previousCode = 0;
    for (const block of page.blocks) {
      if (block.file !== undefined) writeFile(folder, block.file, block.content);
      if (block.language !== "console") continue;
      const shown: string[] = [];
      const commands = readCommands(block);
      for (const [index, command] of commands.entries()) {
        const result = await run(command, block, { folder, agent, previousCode });
        previousCode = result.code;
        outputs.push({ line: command.line, command: command.text, output: result.output });
        if (result.code !== 0 && commands[index + 1]?.text !== "echo $?") {
          throw new Error(
            `${page.name}:${command.line} ends with ${result.code}: show it with "$ echo $?"\n${result.output}`,
          );
        }
        const kept = isSameOutput(command.output, result.output) ? command.output : result.output;
        shown.push(`$ ${command.text}\n${kept}`);
      }
      const start = block.start + moved;
      text = text.slice(0, start) + shown.join("") + text.slice(start + block.content.length);
      moved = text.length - page.text.length;
    }
    if (address !== undefined) writeScenes(page.name, agent.end());
    return { text, outputs };
  } finally {
    agent.end();
    rmSync(folder, { recursive: true });
  }
}

interface Place {
  readonly folder: string;
  readonly agent: Agent;
  readonly previousCode: number;
}

async function run(command: Command, block: Block, { folder, agent, previousCode }: Place): Promise<Result> {
  if (isSetUp(command.text)) return { output: command.output, code: 0 };
  const hasAgent = block.words.includes("nomad");
  if (hasAgent) agent.begin(command.text);
  const lines = command.output.split("\n");
  const result = await runCommand(command.text, {
    folder,
    previousCode,
    agentPort: hasAgent ? agent.port : undefined,
    interruptAfter: lines.includes("^C") ? lines.indexOf("^C") : undefined,
    onTimeout: () => agent.waiting(),
  });
  return {
    ...result,
    output: result.output === "" || result.output.endsWith("\n") ? result.output : `${result.output}\n`,
  };
}

/** The only command that is not run: it would run this test. */
function isSetUp(command: string): boolean {
  return command === "./scripts/test";
}
