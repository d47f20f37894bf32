import { NomadxError } from "../../diagnostics/errors.ts";
import type { Expectation } from "./expectation.ts";
import { META_KEY } from "./meta-key.ts";
import { readExpectations } from "./read-expectations.ts";

/**
 * The `meta` of a service that says what requests to its routes must answer: by route as it stands in the tag, or "*" for
 * all of them. A change of it updates the job in place.
 * @throws {NomadxError} `usage` for an expectation that cannot be read again, or is longer than Consul allows
 * @example expectations({ "*": { status: 200 } }) // { "nomadx-expect": '{"status":200}' }
 */
export function expectations(byRoute: Readonly<Record<string, Expectation>>): Record<string, string> {
  const meta: Record<string, string> = {};
  for (const [route, expectation] of Object.entries(byRoute)) {
    const value = route === "*" ? expectation : { route, ...expectation };
    meta[freeKey(route, meta)] = JSON.stringify(value);
  }
  const [problem] = readExpectations(meta).problems;
  if (problem !== undefined) {
    const { key, message, help } = problem;
    throw new NomadxError("usage", `${key}: ${message}`, help === undefined ? {} : { help });
  }
  return meta;
}

/** A key that is made of the route, so that it stays when other routes come and go. */
function freeKey(route: string, taken: Readonly<Record<string, string>>): string {
  if (route === "*") return META_KEY;
  const words = route.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  const key = `${META_KEY}-${words.slice(0, 100) || "route"}`;
  let free = key;
  for (let count = 2; free in taken; count++) free = `${key}-${count}`;
  return free;
}
