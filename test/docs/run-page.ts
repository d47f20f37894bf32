import { rmSync } from "node:fs";

import { record, replay, type Agent } from "../../packages/core/src/dev/recorded/agent.ts";
import { makeCheckout, writeFile } from "./checkout.ts";
import { readCommands, type Command } from "./commands.ts";
import { startConsulDns, type ConsulDns } from "./consul-dns.ts";
import type { Block, Page } from "./pages.ts";
import { readScenes, writeScenes, type Server } from "./recording.ts";
import { runCommand, type Result } from "./run-command.ts";
import { isSameOutput } from "./same-output.ts";

/** Where real servers are, if they are to be recorded. */
export type Addresses = { readonly [Name in Server]?: string | undefined };

const servers: readonly Server[] = ["nomad", "consul", "fabio"];

/** The result of running the commands of a page. */
export interface RanPage {
  /** The page as it should be: with what the commands have printed. */
  readonly text: string;
  /** The whole outputs, also where the page leaves something out. */
  readonly outputs: readonly { readonly line: number; readonly command: string; readonly output: string }[];
}

/**
 * Does what a reader of the page would do, from top to bottom, in a checkout of its own: saves its files, runs its
 * commands. Blocks marked `nomad`, `consul` or `fabio` have such a server on their machine: the recording of a real one, or the
 * one at its address in `addresses`, which is recorded then. Those marked `dns` have Consul's DNS in the same way.
 */
export async function runPage(page: Page, addresses: Addresses): Promise<RanPage> {
  const folder = makeCheckout();
  const open = async (server: Server): Promise<Agent> => {
    const address = addresses[server];
    return address === undefined ? replay(readScenes(server, page.name)) : record(address);
  };
  const agents = {
    nomad: await open("nomad"),
    consul: await open("consul"),
    fabio: await open("fabio"),
  };
  const dns = await startConsulDns(page.name, process.env["NOMADX_DOCS_DNS"]);
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
        const result = await run(command, block, { folder, agents, dns, previousCode });
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
    for (const server of servers) {
      if (addresses[server] !== undefined) writeScenes(server, page.name, agents[server].end());
    }
    return { text, outputs };
  } finally {
    for (const server of servers) agents[server].end();
    dns.end();
    rmSync(folder, { recursive: true });
  }
}

interface Place {
  readonly folder: string;
  readonly agents: Readonly<Record<Server, Agent>>;
  readonly dns: ConsulDns;
  readonly previousCode: number;
}

async function run(
  command: Command,
  block: Block,
  { folder, agents, dns, previousCode }: Place,
): Promise<Result> {
  if (isSetUp(command.text)) return { output: command.output, code: 0 };
  const present = servers.filter((server) => block.words.includes(server));
  for (const server of present) agents[server].begin(command.text);
  const lines = command.output.split("\n");
  const result = await runCommand(command.text, {
    folder,
    previousCode,
    ports: {
      ...Object.fromEntries(present.map((server) => [server, agents[server].port])),
      ...(block.words.includes("dns") && { dns: dns.port }),
    },
    interruptAfter: lines.includes("^C") ? lines.indexOf("^C") : undefined,
    onTimeout: () => present.map((server) => agents[server].waiting()).join("\n"),
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
