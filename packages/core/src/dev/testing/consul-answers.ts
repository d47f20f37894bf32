import { consulReply } from "../consul/consul-server.ts";
import type { Routes } from "../http/api.ts";

/** Routes that answer these paths with these values, in place of what a Consul would say of what it holds. */
export function consulAnswers(values: Readonly<Record<string, unknown>>): Routes {
  const routes = Object.entries(values).map(
    ([path, value]) => [`GET ${path}`, () => consulReply(value)] as const,
  );
  return Object.fromEntries(routes);
}
