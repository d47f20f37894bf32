// @ts-check
// fabio/access-rules.json: which rules can be read, and which addresses and requests they let through.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { isAccessDenied, isAddressDenied, parseAccessRules, parseIp } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/access-rules\.json$/, (item) => {
  if (item.kind === "parse") {
    const failures = ["allow", "deny"].map(
      (name) => parseAccessRules({ [name]: item.rule }).error !== undefined,
    );
    return difference("fails as allow, deny", failures, [item.fail, item.fail]);
  }
  const { rules } = parseAccessRules(item.opts);
  if (item.kind === "ip") {
    const isDenied = rules !== undefined && isAddressDenied(rules, parseIp(item.ip));
    return difference("denied", isDenied, item.denied);
  }
  const origin = { remoteAddress: item.remoteAddr, forwardedFor: item.xForwardedFor };
  return difference("denied", isAccessDenied(rules, origin), item.denied);
});
