/** A request of an `http` or `https` listener. */
export interface HttpRequest {
  readonly kind?: "http";
  /** The `Host` header as sent, with its port. */
  readonly host: string;
  /** As Fabio looks it up: {@link readRequestUri} makes it of the URI that a client sends. */
  readonly path: string;
  /** The path as the client wrote it, where that cannot be had from the decoded one. It is passed on if it still fits. */
  readonly rawPath?: string;
  /** Without the `?`. */
  readonly query?: string;
  /** Whether Fabio ended TLS on this connection. */
  readonly tls?: boolean;
  /** Header `X-Forwarded-Proto`: a redirect to where the request came from already is not answered. */
  readonly forwardedProto?: string;
  /** `address:port` of the connection; without it no access rule is applied. */
  readonly remoteAddress?: string;
  /** Header `X-Forwarded-For`. */
  readonly forwardedFor?: string;
  /** For each scheme of `proxy.auth`, whether it accepts the request; without it nobody is asked to log in. */
  readonly accepts?: Readonly<Record<string, boolean>>;
}

/** A call of a `grpc` or `grpcs` listener. Its authority plays no role. */
export interface GrpcRequest {
  readonly kind: "grpc";
  /** `/package.Service/Method` */
  readonly method: string;
  /** Metadata `dsthost`, heard since 1.6.1. */
  readonly dsthost?: string;
}

/** A connection to a `tcp` listener. */
export interface TcpRequest {
  readonly kind: "tcp";
  /** The listener's. */
  readonly port: number;
  readonly remoteAddress?: string;
}

/** A connection to a `tcp-dynamic` listener. */
export interface TcpDynamicRequest {
  readonly kind: "tcp-dynamic";
  /** Of this machine, to which the client connected; IPv6 without brackets. */
  readonly address: string;
  readonly port: number;
  readonly remoteAddress?: string;
}

/** A connection to a `tcp+sni` listener. */
export interface SniRequest {
  readonly kind: "tcp+sni";
  /** From the TLS client hello, "" for none. */
  readonly serverName: string;
  readonly remoteAddress?: string;
}

/** A request to an `https+tcp+sni` listener. What is not passed through is an HTTP request with TLS. */
export interface HttpsSniRequest extends Omit<HttpRequest, "kind" | "tls"> {
  readonly kind: "https+tcp+sni";
  readonly serverName: string;
}

/** The requests that can be looked up; without a `kind` it is an HTTP request. */
export type FabioRequest =
  HttpRequest | GrpcRequest | TcpRequest | TcpDynamicRequest | SniRequest | HttpsSniRequest;
