import { NomadxError } from "@nomadx/core";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { command } from "../command/command.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { consulFlags } from "../flags/consul-flags.ts";
import { servicesText } from "../output/services-text.ts";
import { assertServiceExists, chooseSources } from "../services/choose-sources.ts";
import { openSources, readServices } from "../services/read-services.ts";
import { servicesAnswer, type ServicesAnswer } from "../services/services-answer.ts";
import { showWatched } from "../services/show-watched.ts";

export default command({
  summary: "List services with the health of their instances, or show the instances of one.",
  description:
    "Shows what is registered in Consul and, if a Nomad is found, the services that are registered in Nomad itself. " +
    "Exits with 1 when there is no service of that name.",
  examples: [
    "<%= config.bin %> services",
    "<%= config.bin %> services httpbackend --passing",
    "<%= config.bin %> services httpbackend --watch",
  ],
  args: {
    name: Args.string({
      ignoreStdin: true,
      description: "Name of a service. Without it, all services are listed.",
    }),
  },
  flags: {
    ...consulFlags,
    ...clusterFlags,
    tag: Flags.string({ helpValue: "TAG", summary: "Only instances that have this tag." }),
    passing: Flags.boolean({ summary: "Only instances all of whose checks pass." }),
    watch: Flags.boolean({ summary: "Show every change until Ctrl-C." }),
  },
  answersInLines: ({ watch }) => watch,
  async run({ args, flags }, context): Promise<ServicesAnswer | undefined> {
    const { terminal, report, exitWith } = context;
    if (flags.watch && terminal.isDocument) {
      throw new NomadxError("usage", "--watch tells changes as they come: as text, or with --json");
    }
    const opened = await openSources(await chooseSources(flags, context));
    await report.tell(
      opened.unavailable.map(({ message }) => ({ severity: "error", code: "unavailable", summary: message })),
    );
    if (opened.unavailable.length > 0) exitWith("failed");
    const { name } = args;
    if (name !== undefined) assertServiceExists(name, opened);
    const query = { name, tag: flags.tag, passing: flags.passing };
    if (flags.watch) {
      await showWatched(opened, query, context);
      return undefined;
    }
    const found = await readServices(opened.sources, query);
    // Of what could not be asked nobody knows that there is nothing.
    const isUnknown = opened.unavailable.length > 0 && found.services.length + found.instances.length === 0;
    if (!isUnknown) terminal.print(servicesText(found, name));
    return servicesAnswer(found, query, opened);
  },
});
