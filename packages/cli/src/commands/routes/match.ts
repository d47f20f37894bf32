import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { clusterFlags } from "../../flags/cluster-flags.ts";
import { inputFlags } from "../../flags/input-flags.ts";
import { matchText, type ShownMatch } from "../../output/match-text.ts";
import { settingsOfFlags } from "../../routes/fabio-settings.ts";
import { matchRequest } from "../../routes/match-request.ts";
import { readTable, type TableSource } from "../../routes/read-table.ts";
import { optionalFiles, routeSourceFlags } from "../../flags/routes-flags.ts";
import { command } from "../../command/command.ts";
import { oneLine } from "../../terminal/clean-text.ts";

interface MatchAnswer extends ShownMatch {
  readonly from: TableSource;
  readonly matched: boolean;
  /** Services that may get the request. */
  readonly services: readonly string[];
}

export default command({
  summary: "Show which route and which targets a request gets, and why.",
  description:
    "The port of the URL selects the listener: of the Fabio that is asked, or of the one that the jobs run. " +
    "Without either, a listener that fits the URL is assumed. Exits with 1 when there is no route.",
  examples: [
    "<%= config.bin %> routes match https://mysite-sni-1.com:9996/ jobs/",
    "<%= config.bin %> routes match http://mysite.com:9999/x --explain --fabio http://127.0.0.1:9998",
    "<%= config.bin %> routes match tcp://db:5432 --table routes.txt --listener ':5432;proto=tcp'",
  ],
  args: {
    request: Args.string({
      required: true,
      ignoreStdin: true,
      description: "A URL: http:, https:, grpc:, grpcs:, tcp: or tls:.",
    }),
    files: optionalFiles,
  },
  flags: {
    ...routeSourceFlags,
    ...inputFlags,
    ...clusterFlags,
    listener: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "LISTENER",
      summary:
        "A listener as in Fabio's proxy.addr, such as ':9996;proto=tcp+sni'; may be given several times.",
    }),
    explain: Flags.boolean({
      summary: "Show the listener, every host that was tried, and the request that the service gets.",
    }),
    client: Flags.string({ helpValue: "ADDRESS", summary: "Address of the client, for allow= and deny=." }),
    dsthost: Flags.string({ helpValue: "HOST", summary: "Metadata dsthost of a gRPC call." }),
  },
  async run({ args, flags }, context): Promise<MatchAnswer> {
    const { terminal, report, exitWith } = context;
    const loaded = await readTable(args.files ?? [], flags, context);
    const settings = flags.listener.length > 0 ? settingsOfFlags(flags.listener) : loaded.settings;
    const { client, dsthost } = flags;
    const match = matchRequest(args.request, loaded, { settings, facts: { client, dsthost } });
    const matched = match.route !== undefined;
    // Without a route everything that was tried is worth knowing.
    terminal.print(matchText(match, { explain: flags.explain || !matched, palette: terminal.out }));
    if (settings === undefined) {
      terminal.note(
        "none of the jobs runs Fabio: a listener that fits the request is assumed (see --listener)",
      );
    }
    const opts = match.targets.map((target) => target.opts);
    if (client === undefined && opts.some(({ allow, deny }) => (allow ?? deny) !== undefined)) {
      terminal.note("who may use the route depends on the client's address: see --client");
    }
    const schemes = new Set(opts.map(({ auth }) => auth ?? "").filter((scheme) => scheme !== ""));
    for (const scheme of schemes) terminal.note(oneLine(`clients have to log in over HTTP: auth=${scheme}`));
    if (!matched) {
      const summary = `No route takes ${args.request}`;
      const detail = match.reason;
      report.add([{ severity: "error", code: "no-route", summary, ...(detail !== undefined && { detail }) }]);
      exitWith("failed");
    }
    const services = [
      ...new Set(match.targets.filter(({ share }) => share > 0).map(({ service }) => service)),
    ];
    return { from: loaded.from, matched, services, ...match };
  },
});
