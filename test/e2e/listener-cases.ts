/* oxlint-disable vitest/no-standalone-expect -- tests call the functions in which they are */
import { setTimeout as delay } from "node:timers/promises";

import { expect } from "vitest";

import type { LintId } from "../../packages/core/src/fabio/index.ts";
import { HOST } from "../../scripts/e2e/addresses.js";
import { elsewhere, exchange } from "./connections.ts";
import {
  answered,
  answersProxied,
  answersTls,
  cannotListen,
  closed,
  ends,
  has,
  request,
  serves,
} from "./listener-answers.ts";
import { until } from "./lint-difference.ts";
import { listener, type ListenerCase, type Side } from "./listener-trials.ts";

function sniSide(options: string, https: RegExp): Side {
  return {
    args: listener(options),
    routes: ({ backend, tlsBackend }) => [
      `route add tls mysite-tcp.com/ tcp://${HOST}:${tlsBackend}`,
      `route add web mysite-https.com/ http://${HOST}:${backend}/`,
    ],
    sees: async (trial) => {
      await answersTls("mysite-tcp.com", answered)(trial);
      await answersTls("mysite-https.com", https)(trial);
    },
  };
}

const dynamicRoute: Side["routes"] = ({ other, backend }) => [
  `route add db ${HOST}:${other} tcp://${HOST}:${backend}`,
];

/** Fabio opens the port a first time just to see whether it can, and closes what has come by then. */
function answersAtLast(port: number): Promise<void> {
  return until(async () => expect(await exchange(port, request("any.test"))).toMatch(answered));
}

/** The condition that each lint looks for, and a similar one without the fault. */
export const listenerCases = {
  "listen-unknown-option": {
    bad: [{ args: listener(";cs=lab;strict=true"), sees: answersTls("unknown.test", answered) }],
    good: [{ args: listener(";cs=lab;strictmatch=true"), sees: answersTls("unknown.test", closed) }],
  },
  "listen-invalid": {
    bad: [
      { args: listener(";proto=tcp "), sees: ends(1, 'unknown protocol "tcp "') },
      { args: listener(";proto=quic"), sees: ends(1, 'unknown protocol "quic"') },
      { args: listener(";proto=https"), sees: ends(1, "proto 'https' requires cert source") },
      { args: listener(";proto=tcp+sni;cs=lab"), sees: ends(1, "cert source requires proto 'https'") },
      { args: listener(";cs=nobody"), sees: ends(1, 'unknown certificate source "nobody"') },
      { args: listener(";rt=3"), sees: ends(1, 'time: missing unit in duration "3"') },
      {
        args: listener(";cs=lab;tlsmin=tls9"),
        sees: ends(1, 'strconv.ParseUint: parsing "tls9": invalid syntax'),
      },
      {
        args: listener(";cs=lab;tlsciphers=TLS_NONE"),
        sees: ends(1, 'strconv.ParseUint: parsing "TLS_NONE": invalid syntax'),
      },
      {
        args: listener(";cs=lab;tlsciphers=TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
        sees: cannotListen(
          "http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher",
        ),
      },
      { args: ({ ui }) => [`-ui.addr=${HOST}:${ui};proto=quic`], sees: ends(1, 'unknown protocol "quic"') },
    ],
    good: [
      { args: listener(";proto=http"), sees: serves },
      {
        args: listener(
          ";rt=3s;cs=lab;proto=https;tlsmin=tls12;tlsciphers=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        ),
        sees: answersTls("mysite-https.com", answered),
      },
    ],
  },
  "listen-dup-port": {
    bad: [
      {
        args: ({ proxy }) => [`-proxy.addr=${HOST}:${proxy},${HOST}:${proxy}`],
        sees: cannotListen(
          "[FATAL] listen: Fail to listen. listen tcp 127.0.0.1:PORT: bind: address already in use",
        ),
      },
      {
        args: ({ proxy }) => [`-ui.addr=${HOST}:${proxy}`],
        sees: cannotListen("Fail to listen. listen tcp 127.0.0.1:PORT: bind: address already in use"),
      },
    ],
    good: [{ args: ({ proxy, other }) => [`-proxy.addr=${HOST}:${proxy},${HOST}:${other}`], sees: serves }],
  },
  "listen-none": {
    bad: [
      {
        args: () => ["-proxy.addr="],
        sees: async (trial) => {
          await has({ Listen: null })(trial);
          expect(await exchange(trial.proxy, request("any.test"))).toBe("refused");
        },
      },
    ],
    good: [{ sees: serves }],
  },
  "listen-port-range": {
    bad: [
      {
        args: listener("-21999"),
        sees: cannotListen("[FATAL] listen: Fail to resolve tcp addr. 127.0.0.1:PORT-21999"),
      },
    ],
    good: [{ sees: serves }],
  },
  "listen-bool-literal": {
    bad: [
      { args: listener(";pxyproto=1"), sees: answersProxied(/^HTTP\/1\.1 400 /) },
      { args: listener(";cs=lab;strictmatch=1"), sees: answersTls("unknown.test", answered) },
    ],
    good: [
      { args: listener(";pxyproto=true"), sees: answersProxied(/here for 192\.0\.2\.1$/m) },
      { args: listener(";cs=lab;strictmatch=true"), sees: answersTls("unknown.test", closed) },
    ],
  },
  "snitls-no-cs": {
    bad: [sniSide(";proto=https+tcp+sni", closed)],
    good: [sniSide(";proto=https+tcp+sni;cs=lab", answered)],
  },
  "dynamic-no-refresh": {
    bad: [
      {
        args: () => [`-proxy.addr=${HOST}:0;proto=tcp-dynamic`],
        routes: dynamicRoute,
        // Whether it tries the port again before its own listener has it is a matter of luck.
        sees: async ({ fabio, again }) => {
          let ended = 0;
          for (let start = fabio, tries = 0; ended < 2 && tries < 8; tries++, start = again()) {
            const code = await Promise.race([start.process.ended, delay(2000, "alive" as const)]);
            await start.stop();
            if (code === "alive") continue;
            expect([0, 1]).toContain(code);
            expect(start.process.log).toContain("bind: address already in use");
            ended++;
          }
          expect(ended).toBe(2);
        },
      },
    ],
    good: [
      {
        args: () => [`-proxy.addr=${HOST}:0;proto=tcp-dynamic;refresh=1s`],
        routes: dynamicRoute,
        sees: ({ other }) => answersAtLast(other),
      },
    ],
  },
  "dynamic-all-interfaces": {
    bad: [
      {
        args: () => [`-proxy.addr=${HOST}:0;proto=tcp-dynamic;refresh=1s`],
        routes: dynamicRoute,
        sees: async ({ other }) => {
          await answersAtLast(other);
          expect(await exchange(other, request("any.test"), elsewhere)).toBe("closed");
        },
      },
    ],
    good: [
      {
        args: listener(";proto=tcp"),
        routes: ({ proxy, backend }) => [`route add db :${proxy} tcp://${HOST}:${backend}`],
        sees: async (trial) => {
          await serves(trial);
          expect(await exchange(trial.proxy, request("any.test"), elsewhere)).toBe("refused");
        },
      },
    ],
  },
} as const satisfies Partial<Record<LintId, ListenerCase>>;
