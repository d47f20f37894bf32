import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import type { ClusterFlagValues } from "../connect/cluster.ts";
import { ClusterCommand } from "../cluster-command.ts";
import type { ConsulFlagValues } from "../connect/consul.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { consulFlags } from "../flags/consul-flags.ts";
import type {
  OpenedSources,
  Services as Found,
  ServicesQuery,
  Unavailable,
} from "../services/read-services.ts";
import type { ListedInstance, ListedService, ServiceSource } from "../services/service-source.ts";

interface ServicesAnswer {
  /** Without a name. */
  readonly services?: readonly ListedService[];
  /** With a name. */
  readonly service?: string;
  readonly instances?: readonly ListedInstance[];
  readonly unavailable: readonly Unavailable[];
}

export default class Services extends ClusterCommand {
  static override summary = "List services with the health of their instances, or show the instances of one.";

  static override description =
    "Shows what is registered in Consul and, if a Nomad is found, the services that Nomad keeps itself. " +
    "Exits with 1 when there is no service of that name.";

  static override examples = [
    "<%= config.bin %> services",
    "<%= config.bin %> services httpbackend --passing",
    "<%= config.bin %> services httpbackend --watch",
  ];

  static override args = {
    name: Args.string({
      ignoreStdin: true,
      description: "Name of a service. Without it, all services are listed.",
    }),
  };

  static override flags = {
    ...consulFlags,
    ...clusterFlags,
    tag: Flags.string({ helpValue: "TAG", summary: "Only instances that have this tag." }),
    passing: Flags.boolean({ summary: "Only instances all of whose checks pass." }),
    watch: Flags.boolean({ summary: "Show every change until Ctrl-C." }),
  };

  async run(): Promise<ServicesAnswer | undefined> {
    const { args, flags } = await this.parse(Services);
    const { openSources, readServices } = await import("../services/read-services.ts");
    this.answersInLines = flags.watch;
    const opened = await openSources(await this.sources(flags));
    for (const { message } of opened.unavailable) this.note(`error: ${message}`);
    if (opened.unavailable.length > 0) this.exitWith("failed");
    const { name } = args;
    if (name !== undefined && !opened.names.includes(name)) throw await unknownService(name, opened);
    const query = { name, tag: flags.tag, passing: flags.passing };
    if (flags.watch) {
      await this.watch(opened, query);
      return undefined;
    }
    const found = await readServices(opened.sources, query);
    const { servicesText } = await import("../output/services-text.ts");
    this.print(servicesText(found, name));
    return answerOf(found, query, opened);
  }

  /** Consul, and Nomad where there is one; Nomad alone where only that is found. */
  private async sources(flags: ConsulFlagValues & ClusterFlagValues): Promise<readonly ServiceSource[]> {
    const [consul, cluster] = await Promise.all([this.openConsulIfAny(flags), this.openClusterIfAny(flags)]);
    const { consulSource } = await import("../services/consul-source.ts");
    if (cluster === undefined) return [await consulSource(consul ?? (await this.openConsul(flags)))];
    const { nomadSource } = await import("../services/nomad-source.ts");
    return [...(consul === undefined ? [] : [await consulSource(consul)]), await nomadSource(cluster)];
  }

  /** Shows what there is and every change, until Ctrl-C. */
  private async watch(opened: OpenedSources, query: ServicesQuery): Promise<void> {
    const { watchServices } = await import("../services/watch-services.ts");
    const { openServicesView } = await import("../services/services-view.ts");
    const signal = this.interrupted;
    const view = openServicesView(query.name, {
      isLive: this.terminal.isLive && process.stdout.isTTY && !this.jsonEnabled(),
      print: (text) => this.print(text),
      note: (text) => this.note(text),
      event: (event) => this.printEvent({ ...event, time: new Date().toISOString() }),
    });
    try {
      await watchServices(opened.sources, query, { signal, ...view });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    this.printEvent({ type: "summary", ...answerOf(view.last(), query, opened) });
  }
}

function answerOf(
  { services, instances }: Found,
  { name }: ServicesQuery,
  { unavailable }: OpenedSources,
): ServicesAnswer {
  return { ...(name === undefined ? { services } : { service: name, instances }), unavailable };
}

async function unknownService(name: string, { sources, names }: OpenedSources): Promise<Error> {
  const { didYouMean, NomadxError } = await import("@nomadx/core");
  const similar = didYouMean(name, names);
  const asked = sources.map(({ product }) => product).join(" and ");
  return new NomadxError("not-found", `There is no service ${JSON.stringify(name)} in ${asked}`, {
    help:
      similar === undefined
        ? "nomadx services lists those that are registered."
        : `Did you mean ${JSON.stringify(similar)}?`,
  });
}
