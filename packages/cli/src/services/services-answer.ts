import type { OpenedSources, Services, ServicesQuery, Unavailable } from "./read-services.ts";
import type { ListedInstance, ListedService } from "./service-source.ts";

/** The answer of `services --json`. */
export interface ServicesAnswer {
  /** Without a name. */
  readonly services?: readonly ListedService[];
  /** With a name. */
  readonly service?: string;
  readonly instances?: readonly ListedInstance[];
  readonly unavailable: readonly Unavailable[];
}

/** The answer for what was found: all services, or the instances of the one that was asked for. */
export function servicesAnswer(
  { services, instances }: Services,
  { name }: ServicesQuery,
  { unavailable }: OpenedSources,
): ServicesAnswer {
  return { ...(name === undefined ? { services } : { service: name, instances }), unavailable };
}
