// @ts-check
// fabio/consul-passing-services.json: health checks, and those whose services get requests.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { passingChecks } = await library("/fabio");

export const adapter = fabioAdapter(
  /\/fabio\/consul-passing-services\.json$/,
  ({ checks, status, strict, kept }) => {
    const passing = passingChecks(checks.map(consulCheck), {
      status,
      checksRequired: strict ? "all" : "one",
    });
    return difference("kept", passing, kept.map(consulCheck));
  },
);

/** @param {any} check as Consul spells it */
function consulCheck({ node = "", checkID = "", status = "", serviceName = "", serviceID = "" }) {
  return { Node: node, CheckID: checkID, Status: status, ServiceName: serviceName, ServiceID: serviceID };
}
