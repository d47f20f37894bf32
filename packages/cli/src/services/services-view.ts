import { LiveLines } from "../output/live-lines.ts";
import { instanceChangeText, serviceChangeText, servicesText } from "../output/services-text.ts";
import { changesBetween } from "./changes.ts";
import { keyOfInstance, keyOfService, type Services } from "./read-services.ts";
import type { WatchServicesOptions } from "./watch-services.ts";
import { oneLine } from "../terminal/clean-text.ts";

/** Where a view writes. */
interface Outputs {
  /** Whether a person watches stdout, so that lines may be redrawn. */
  readonly isLive: boolean;
  readonly print: (text: string) => void;
  readonly note: (text: string) => void;
  readonly shown: (text: string) => string;
  readonly event: (event: { readonly type: string } & Record<string, unknown>) => void;
}

/** The view of services while they are watched. */
export interface ServicesView extends Pick<WatchServicesOptions, "onState" | "onLost" | "onRestored"> {
  /** Returns the state that was shown last. */
  last(): Services;
}

/**
 * On a terminal the table, drawn anew at each change; else the table at first, and then a line a change. As events,
 * everything there is at first counts as added.
 */
export function openServicesView(
  name: string | undefined,
  { isLive, print, note, shown, event }: Outputs,
): ServicesView {
  const live = isLive ? new LiveLines(process.stdout, shown) : undefined;
  const tell = (text: string): void => (live === undefined ? note(text) : live.above(() => note(text)));
  let last: Services | undefined;
  return {
    last: () => last ?? { services: [], instances: [] },
    onState(state) {
      const before = last;
      last = state;
      const services = changesBetween(before?.services ?? [], state.services, keyOfService);
      const instances = changesBetween(before?.instances ?? [], state.instances, keyOfInstance);
      for (const { kind, item } of services) event({ type: kind, service: item });
      for (const { kind, item } of instances) event({ type: kind, instance: item });
      if (live !== undefined) return live.show(servicesText(state, name).split("\n"));
      if (before === undefined) return print(servicesText(state, name));
      const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
      for (const line of [...services.map(serviceChangeText), ...instances.map(instanceChangeText)]) {
        print(`${now} ${oneLine(line)}`);
      }
    },
    onLost({ kind, product }, message) {
      event({ type: "connection-lost", source: kind, message });
      tell(`lost ${product}: ${message}; trying again`);
    },
    onRestored({ kind, product }) {
      event({ type: "connection-restored", source: kind });
      tell(`${product} answers again`);
    },
  };
}
