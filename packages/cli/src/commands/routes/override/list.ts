import { oneFabio, openFabio } from "../../../routes/live-fabio.ts";
import { fabioFlags } from "../../../flags/routes-flags.ts";
import { command } from "../../../command/command.ts";
import { oneLine } from "../../../terminal/clean-text.ts";

interface OverrideListAnswer {
  readonly fabio: string;
  readonly overrides: readonly { readonly key: string; readonly version: string; readonly value: string }[];
  /** Keys that hold overrides, too, and that Fabio's API cannot show. */
  readonly unreadable?: readonly string[];
}

export default command({
  summary: "List the manual overrides, which Fabio reads after the tags of all services.",
  examples: ["<%= config.bin %> routes override list"],
  flags: { ...fabioFlags },
  async run({ flags }, context): Promise<OverrideListAnswer> {
    const { terminal, report } = context;
    const address = await oneFabio(flags, context);
    const fabio = await openFabio(address, context);
    const keys = await fabio.overrideKeys();
    const { isOverrideKey } = await import("@nomadx/core/fabio/admin");
    const unreadable = keys.filter((key) => !isOverrideKey(key));
    const overrides = await Promise.all(
      keys.filter(isOverrideKey).map(async (key) => ({ key, ...(await fabio.readOverrides(key)) })),
    );
    for (const { key, version, value } of overrides) {
      terminal.print(`# ${key === "" ? "(main key)" : oneLine(key)}, version ${version}\n${value.trimEnd()}`);
    }
    if (keys.length === 0) terminal.print("No overrides.");
    await report.tell(
      unreadable.map((key) => ({
        severity: "warning",
        code: "unreadable",
        summary: `Fabio's API cannot show the overrides in the key ${JSON.stringify(key)}`,
        help: "Look in Consul, at that key below Fabio's own.",
      })),
    );
    return { fabio: address, overrides, ...(unreadable.length > 0 && { unreadable }) };
  },
});
