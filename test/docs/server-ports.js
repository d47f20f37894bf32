// @ts-check
// Loaded into every Node process of a command in the documentation, before anything else: decides who answers at the
// ports of a local Nomad agent, Consul agent and Fabio, and of Consul's DNS. With the variable of a port at `none` nobody does,
// whatever runs on this machine; else it is the port where the test's stand-in for the server listens.
import dgram from "node:dgram";
import net from "node:net";

const servers = new Map([
  [4646, process.env["NOMADX_DOCS_NOMAD_PORT"]],
  [8500, process.env["NOMADX_DOCS_CONSUL_PORT"]],
  [9998, process.env["NOMADX_DOCS_FABIO_PORT"]],
  [8600, process.env["NOMADX_DOCS_DNS_PORT"]],
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
  // By its options an agent knows which of its connections has become free: they have to stay what they were.
  options.port = Number(standIn);
  Reflect.apply(connect, this, args);
  options.port = port;
  return this;
};

// oxlint-disable-next-line typescript/unbound-method -- called with a socket below
const connectUdp = dgram.Socket.prototype.connect;

/** @this {dgram.Socket} @param {any[]} args */
dgram.Socket.prototype.connect = function (...args) {
  const [port, ...others] = args;
  const standIn = servers.get(Number(port));
  // Nothing listens at port 1, and the system says so.
  const given = standIn === undefined ? port : standIn === "none" ? 1 : Number(standIn);
  return Reflect.apply(connectUdp, this, [given, ...others]);
};
