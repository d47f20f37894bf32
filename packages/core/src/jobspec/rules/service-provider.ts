import type { Block } from "../schema/_define.ts";
import type { Rule } from "./rule.ts";

/** The same rule, asked only about services in Consul, and what is in them. */
export function ofConsul<B extends Block>(rule: Rule<B>): Rule<B> {
  return { ...rule, find: (hub, at) => at.service?.Provider === "consul" && rule.find(hub, at) };
}

/** The same rule, asked only about services in Nomad itself, and what is in them. */
export function ofNomad<B extends Block>(rule: Rule<B>): Rule<B> {
  return { ...rule, find: (hub, at) => at.service?.Provider === "nomad" && rule.find(hub, at) };
}
