import type { ConsulNodes, NomadNodes } from "../nodes/cluster-nodes.ts";
import { oneLine } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";
import { table } from "./table.ts";

/** The parts of Nomad that could be read, each under its heading. */
export function nomadSections({ servers, clients }: NomadNodes, { bold }: Palette): readonly string[] {
  return [
    ...(servers === undefined
      ? []
      : [
          `${bold("Nomad servers")}\n${rows(
            ["NAME", "ADDRESS", "STATUS", "RAFT", "VERSION"],
            servers.map(({ name, address, status, raft, version }) => [
              ...[name, address, status, raft === "none" ? "-" : raft, version],
            ]),
          )}`,
        ]),
    ...(clients === undefined
      ? []
      : [
          `${bold("Nomad clients")}\n${rows(
            ["NAME", "ID", "ADDRESS", "STATUS", "ELIGIBILITY", "VERSION", "DRIVERS"],
            clients.map(({ name, id, address, status, eligibility, drain, drivers, version }) => [
              ...[name, id.slice(0, 8), address, status],
              drain ? `${eligibility} (drains)` : eligibility,
              ...[version, drivers.join(", ")],
            ]),
          )}`,
        ]),
  ];
}

/** The parts of Consul that could be read, under a heading. */
export function consulSections({ members, leader }: ConsulNodes, { bold }: Palette): readonly string[] {
  if (members === undefined) return leader ? [`${bold("Consul leader")}\n${oneLine(leader)}`] : [];
  const lines = members.map(({ name, address, role, status, raft, version }) => [
    ...[name, address, role, status, raft === "none" ? "-" : raft, version],
  ]);
  return [
    `${bold("Consul members")}\n${rows(["NAME", "ADDRESS", "ROLE", "STATUS", "RAFT", "VERSION"], lines)}`,
  ];
}

function rows(heading: readonly string[], lines: readonly (readonly string[])[]): string {
  if (lines.length === 0) return "None.";
  return table([heading, ...lines]);
}
