import { join } from "node:path";

import type { FabioStart, LintInput } from "../../packages/core/src/fabio/index.ts";
import { HOST } from "../../scripts/e2e/addresses.js";
import type { Lab, LabFabio } from "./lab.ts";

/** The parts that all trials share. */
export interface Bench {
  readonly lab: Lab;
  /** The port of a server that says for whom its answer is, the value of X-Forwarded-For. */
  readonly backend: number;
  /** The same behind TLS. */
  readonly tlsBackend: number;
  /** With its certificate and key: the folder of `cert.pem` and `key.pem`. */
  readonly certificates: string;
}

/** The ports and the names that one start of Fabio has to itself. */
export interface TrialPlace extends Bench {
  readonly proxy: number;
  readonly ui: number;
  /** A third port. */
  readonly other: number;
  /** A tag prefix, as part of which no other starts. */
  readonly prefix: string;
}

/** A Fabio with what it was started with. */
interface Trial extends TrialPlace {
  readonly fabio: LabFabio;
  /** Starts it once more with the same settings, at the same ports. */
  readonly again: () => LabFabio;
}

/** One way to start Fabio, and what is seen then. */
export interface Side {
  /** Behind those that every trial has; the last of a flag counts. */
  readonly args?: (place: TrialPlace) => readonly string[];
  readonly environ?: Readonly<Record<string, string>>;
  readonly properties?: string;
  /** Route commands, in place of one that leads everything to the backend. */
  readonly routes?: (place: TrialPlace) => readonly string[];
  /** Before Fabio starts. */
  readonly prepare?: (place: TrialPlace) => Promise<void>;
  /** More for the lint to know; what Fabio is started with it knows anyway. */
  readonly input?: (place: TrialPlace, start: FabioStart) => LintInput | Promise<LintInput>;
  readonly sees: (trial: Trial) => Promise<void>;
}

/** The condition that a lint looks for, and a similar one without the fault: each a way to start Fabio. */
export interface ListenerCase {
  readonly bad: readonly Side[];
  readonly good: readonly Side[];
}

/** Starts a Fabio, looks at it and stops it; resolves to what the lint is to judge. */
export async function tryOut(bench: Bench, side: Side): Promise<LintInput> {
  const { args, environ, properties, routes, prepare, input, sees } = side;
  const { lab, backend } = bench;
  const [proxy, ui, other] = [lab.port(), lab.port(), lab.port()];
  const place = { ...bench, proxy, ui, other, prefix: `at${proxy}+` };
  await prepare?.(place);
  const commands = (routes?.(place) ?? [`route add web / http://${HOST}:${backend}/`]).join("\n");
  const start: FabioStart = {
    args: [
      "-registry.backend=static",
      `-registry.static.routes=${commands}`,
      `-proxy.addr=${HOST}:${proxy}`,
      `-ui.addr=${HOST}:${ui}`,
      ...(args?.(place) ?? []),
    ],
    ...(environ !== undefined && { environ }),
    ...(properties !== undefined && { properties }),
  };
  const run = () => lab.startFabio(start, ui);
  const fabio = run();
  try {
    await sees({ ...place, fabio, again: run });
    return { commands, start, ...(await input?.(place, start)) };
  } finally {
    await fabio.stop();
  }
}

/** A listener at `proxy` with these options, and the certificate source `lab`. */
export function listener(options: string): NonNullable<Side["args"]> {
  return ({ proxy, certificates }) => [
    `-proxy.addr=${HOST}:${proxy}${options}`,
    `-proxy.cs=cs=lab;type=file;cert=${join(certificates, "cert.pem")};key=${join(certificates, "key.pem")}`,
  ];
}
