import { quote } from "../../go/quote.ts";
import type { RouteCommand } from "./route-command.ts";

/**
 * A command as a line that `parseCommands` reads back. Tags and options are quoted as Fabio does it, which its own
 * parser does not undo: backslashes and what cannot be printed come back escaped.
 * @example formatCommand({ kind: "del", service: "web", src: "", dst: "", tags: [], line: 1 }) // "route del web"
 */
export function formatCommand(command: RouteCommand): string {
  const tags = command.tags.length > 0 ? ["tags", quote(command.tags.join(","))] : [];
  const { kind, service, src } = command;
  const words = (): readonly string[] => {
    switch (command.kind) {
      case "add": {
        const weight = command.weight === 0 ? [] : ["weight", numberText(command.weight)];
        const opts = Object.entries(command.opts).map(([name, value]) => `${name}=${value}`);
        return [
          service,
          src,
          command.dst,
          ...weight,
          ...tags,
          ...(opts.length > 0 ? ["opts", quote(opts.join(" "))] : []),
        ];
      }
      case "del":
        return [service, src, command.dst, ...tags];
      case "weight":
        return [service, src, "weight", numberText(command.weight), ...tags];
    }
  };
  return ["route", kind, ...words()].filter((word) => word !== "").join(" ");
}

function numberText(value: number): string {
  return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? "Inf" : "-Inf";
}
