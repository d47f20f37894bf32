import { toBytes } from "../../go/bytes.ts";
import { lowerCase } from "../../go/letter-case.ts";
import { quote } from "../../go/quote.ts";
import { showValue } from "../key-path.ts";
import { check } from "../schema/check.ts";
import { checkCounts } from "./check.ts";
import { blockRules } from "./rule.ts";
import { ofConsul } from "./service-provider.ts";

/** Checks that Consul makes. @see hashicorp/nomad nomad/structs/services.go ServiceCheck.validateConsul (2.0.5) */
export const consulCheckRules = blockRules(check, undefined, [
  ofConsul({
    code: "NX2336",
    find: ({ Type, Expose }) =>
      Expose &&
      !["grpc", "http"].includes(lowerCase(Type)) && {
        keys: ["Expose"],
        summary: "Only HTTP and gRPC checks can be exposed",
        help: "Leave expose out, or make it a check of one of these types.",
        nomad: "expose may only be set on HTTP or gRPC checks",
      },
  }),
  ofConsul({
    code: "NX2337",
    find: (hub) =>
      ["tcp", "http", "grpc"].includes(hub.Type)
        ? undefined
        : checkCounts(hub)
            .filter(([, , count]) => count > 0)
            .map(([field, name]) => ({
              keys: [field],
              at: "key",
              summary: `A check of the type ${showValue(hub.Type)} does not count`,
              detail: `${name} is for the types "tcp", "http" and "grpc", in small letters.`,
              help: "Leave it out.",
              nomad: `${name} not supported for check of type ${quote(hub.Type)}`,
            })),
  }),
  ofConsul({
    code: "NX2338",
    find: ({ Notes }) =>
      toBytes(Notes).length > 255 && {
        keys: ["Notes"],
        summary: "The notes are too long",
        detail: `They have ${toBytes(Notes).length} bytes.`,
        allowed: "255 bytes",
        nomad: "notes must not be longer than 255 characters",
      },
  }),
]);
