// @ts-check
// Loaded into every Node process of a command in the documentation, before anything else: decides who answers at the
// port of a local Nomad agent. With NOMADX_DOCS_AGENT=none nobody does, whatever runs on this machine; else it is the
// port where the test's stand-in for the agent listens.
import net from "node:net";

const AGENT_PORT = 4646;
const agent = process.env["NOMADX_DOCS_AGENT"];
// oxlint-disable-next-line typescript/unbound-method -- called with a socket below
const connect = net.Socket.prototype.connect;

/** @this {net.Socket} @param {any[]} args */
net.Socket.prototype.connect = function (...args) {
  // Node hands the options on in an array of its own.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (Number(options?.port) !== AGENT_PORT) return Reflect.apply(connect, this, args);
  if (agent === "none") {
    const refusal = new Error(`connect ECONNREFUSED 127.0.0.1:${AGENT_PORT}`);
    process.nextTick(() => this.destroy(Object.assign(refusal, { code: "ECONNREFUSED" })));
    return this;
  }
  options.port = Number(agent);
  return Reflect.apply(connect, this, args);
};
