// @ts-check
// Loaded into every Node process of a command in the documentation, before anything else: decides who answers at the
// ports of a local Nomad agent and of a local Fabio. With the variable of a port at `none` nobody does, whatever runs on
// this machine; else it is the port where the test's stand-in for the server listens.
import net from "node:net";

const servers = new Map([
  [4646, process.env["NOMADX_DOCS_NOMAD_PORT"]],
  [9998, process.env["NOMADX_DOCS_FABIO_PORT"]],
]);
// oxlint-disable-next-line typescript/unbound-method -- called with a socket below
const connect = net.Socket.prototype.connect;

/** @this {net.Socket} @param {any[]} args */
net.Socket.prototype.connect = function (...args) {
  // Node hands the options on in an array of its own.
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const port = Number(options?.port);
  if (!servers.has(port)) return Reflect.apply(connect, this, args);
  const standIn = servers.get(port);
  if (standIn === "none") {
    const refusal = new Error(`connect ECONNREFUSED 127.0.0.1:${port}`);
    process.nextTick(() => this.destroy(Object.assign(refusal, { code: "ECONNREFUSED" })));
    return this;
  }
  options.port = Number(standIn);
  return Reflect.apply(connect, this, args);
};
