import { EventEmitter } from "node:events";

import Consul from "consul";

import { parseJson } from "../units/json.ts";
import type { Headers } from "../http/answer.ts";
import { notJson, notShaped } from "../http/decode.ts";
import type { HttpAnswer, WholeRequest } from "../http/http-request.ts";
import { isSuccess, type HttpTransport } from "../http/transport.ts";

/** How a call is made, apart from what is asked. */
export type CallLimits = Pick<WholeRequest, "signal" | "timeoutMs" | "waits">;

/**
 * The data that one call of the `consul` package takes with it to the transport, and brings back beside the value. The
 * package hands it through as its option `ctx`, which it wants to be an emitter; with `includeResponse` its answer is a
 * list with the value as the second item, and without it loses the values `null`, `""` and `false`.
 */
export class ConsulContext extends EventEmitter {
  readonly includeResponse = true;
  readonly limits: CallLimits;
  /** The answer that the value was read from. */
  answer: HttpAnswer | undefined;

  constructor(limits: CallLimits) {
    super();
    this.limits = limits;
  }
}

/** A request of the package, as the steps of its making find it. */
interface PapiRequest {
  /** With its query. */
  readonly req: { readonly path: string };
  readonly opts: { readonly ctx: ConsulContext };
  res?: { readonly statusCode: number; readonly headers: Headers; readonly body: unknown };
}

/** Goes on with the next step; with `false` and an error it is the end. */
type Next = (end?: false, error?: unknown) => void;

/**
 * The `consul` package (2.0.1) over our own way to a server. The package knows the paths and parameters of Consul's API,
 * and decodes the values of keys. The rest it leaves to papi (1.1.2), of which the step that sends the request is
 * replaced: papi cannot connect to an IPv6 address, waits for the rest of an answer that has broken off, takes answers
 * of any size into memory, rounds integers beyond 2^53, and throws errors that refer to the request and so to the token.
 */
export class ConsulPackage extends Consul {
  readonly #http: HttpTransport;
  readonly #refusal: (answer: HttpAnswer) => Error;

  /** @param refusal the error for an answer other than 2xx */
  constructor(http: HttpTransport, refusal: (answer: HttpAnswer) => Error) {
    // Nothing is sent there; should a later papi have no such step, it finds no server.
    super({ host: "consul.invalid" });
    this.#http = http;
    this.#refusal = refusal;
  }

  /** The step of papi that sends a request and reads its answer. */
  __execute(request: PapiRequest, next: Next): void {
    void this.#execute(request, next);
  }

  async #execute(request: PapiRequest, next: Next): Promise<void> {
    try {
      await this.#send(request);
      next();
    } catch (error) {
      // Handed on so, the error keeps its text: by itself papi writes its own name in front. What the package throws
      // itself, it does at values that have not the expected shape.
      const { answer } = request.opts.ctx;
      next(false, error instanceof TypeError && answer !== undefined ? notShaped(answer.call) : error);
    }
  }

  async #send(request: PapiRequest): Promise<void> {
    const { path } = request.req;
    const { ctx } = request.opts;
    const answer = await this.#http.send({ method: "GET", path, ...ctx.limits });
    ctx.answer = answer;
    const { status: statusCode, headers } = answer;
    request.res = { statusCode, headers, body: this.#bodyOf(answer, path) };
  }

  #bodyOf(answer: HttpAnswer, path: string): unknown {
    const { status, headers, text, call } = answer;
    // So Consul says that there is no such key; another server says more about what it does not have.
    if (status === 404 && text === "" && path.startsWith("/v1/kv/")) return undefined;
    if (!isSuccess(status)) throw this.#refusal(answer);
    try {
      if (/^application\/json\b/.test(String(headers["content-type"]))) return parseJson(text);
    } catch {
      // Then it is none, whatever it calls itself.
    }
    throw notJson(text, call, this.#http.clean);
  }
}
