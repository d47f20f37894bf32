// @ts-check

/** Everything the suite starts listens here, except Fabio, whose listeners are those of the job file. */
export const HOST = "127.0.0.1";

/**
 * The ports the suite needs. Nomad has its default one, so that a command without any address finds it, and
 * Fabio's are those of the job files. Consul is away from its default: any Nomad client on this machine that
 * finds a Consul there removes from it what other clients have registered.
 */
export const PORTS = Object.freeze({
  nomadHttp: 4646,
  nomadRpc: 14647,
  nomadSerf: 14648,
  consulHttp: 18500,
  consulDns: 18600,
  consulServer: 18300,
  consulSerfLan: 18301,
  consulSerfWan: 18302,
  fabioSni: 9996,
  fabioTcp: 9997,
  fabioAdmin: 9998,
  fabioHttp: 9999,
});

/** Out of these Nomad gives ports to its tasks; nothing else of the suite may listen there. */
export const TASK_PORTS = Object.freeze({ min: 28_000, max: 31_999 });

export const NOMAD_URL = `http://${HOST}:${PORTS.nomadHttp}`;
/** Consul's address as Nomad and Fabio take it. */
export const CONSUL_ADDRESS = `${HOST}:${PORTS.consulHttp}`;
export const FABIO_ADMIN_URL = `http://${HOST}:${PORTS.fabioAdmin}`;
