/** Options of every route. */
interface AnyRoute {
  /** Share of the route's requests for each instance, 0 to 1: three instances with 0.5 take all. */
  readonly weight?: number;
  /** Name under which Fabio registers itself in Consul, too. */
  readonly register?: string;
}

/** Who may use a route. Elements need their type: `ip:10.0.0.0/8`. Fabio opens routes that have both. */
type Access =
  | { readonly allow?: readonly `ip:${string}`[]; readonly deny?: never }
  | { readonly allow?: never; readonly deny?: readonly `ip:${string}`[] };

/** The fields that only HTTP requests have. */
interface HttpRequest {
  /** Path prefix to cut from the request before it is sent on. */
  readonly strip?: `/${string}`;
  /** Path prefix to put in front of the request's path, after `strip`. Fabio 1.6.0. */
  readonly prepend?: `/${string}`;
  /** Name of an authorisation scheme of Fabio's `proxy.auth`. */
  readonly auth?: string;
}

/** Makes options that belong to other kinds of routes type errors. */
type Without<Name extends string> = { readonly [Key in Name]?: never };

/** A service that speaks plain HTTP. */
export type HttpOptions = AnyRoute &
  Access &
  HttpRequest & {
    readonly proto?: never;
    /** Host header for the service: `dst` for the target's own address. */
    readonly host?: string;
  } & Without<"tlsskipverify" | "pxyproto" | "redirect" | "grpcservername">;

/** A service that speaks HTTP over TLS. */
export type HttpsOptions = AnyRoute &
  Access &
  HttpRequest & {
    readonly proto: "https";
    /** Host header and TLS server name for the service: `dst` for the target's own address. */
    readonly host?: string;
    /** Do not check the service's certificate. Only `true` means something to Fabio. */
    readonly tlsskipverify?: true;
  } & Without<"pxyproto" | "redirect" | "grpcservername">;

/** A service that speaks gRPC. Fabio has neither access rules nor authorisation for it. Fabio 1.5.11. */
export type GrpcOptions = AnyRoute & { readonly proto: "grpc" } & Without<
    HttpName | "allow" | "deny" | "host" | "tlsskipverify" | "pxyproto" | "redirect" | "grpcservername"
  >;

/** A service that speaks gRPC over TLS. Fabio 1.5.11. */
export type GrpcsOptions = AnyRoute & {
  readonly proto: "grpcs";
  /** Name that the service's certificate has to show. */
  readonly grpcservername?: string;
  /** Do not check the service's certificate. Only `true` means something to Fabio. */
  readonly tlsskipverify?: true;
} & Without<HttpName | "allow" | "deny" | "host" | "pxyproto" | "redirect">;

/** A connection that is passed on as it is, found by port (`tcp`) or by TLS server name (`tcp+sni`). */
export type TcpOptions = AnyRoute &
  Access & {
    readonly proto: "tcp" | "tcp+sni";
    /** Begin the connection with a PROXY protocol header. Fabio 1.5.11. */
    readonly pxyproto?: true;
  } & Without<HttpName | "host" | "tlsskipverify" | "redirect" | "grpcservername">;

/** No service at all: Fabio answers with a redirect. `strip` and `prepend` change what `$path` stands for. */
export type RedirectOptions = AnyRoute &
  Access &
  HttpRequest & {
    /** Status and URL, in which `$path` and `$host` are filled in. */
    readonly redirect: readonly [code: 301 | 302 | 303 | 307 | 308, url: string];
  } & Without<"proto" | "host" | "tlsskipverify" | "pxyproto" | "grpcservername">;

type HttpName = keyof HttpRequest;

/**
 * The options of a route, by Fabio's own names, which decide what Fabio does with its requests. Options that do not go
 * together do not compile.
 */
export type RouteOptions =
  HttpOptions | HttpsOptions | GrpcOptions | GrpcsOptions | TcpOptions | RedirectOptions;

/** A route with a path: `host/path`, `/path` for any host, `host:port/path` where clients send the port. */
export type PathRoute = `${string}/${string}`;

/** A TCP route: `:port`, or `address:port` for Fabio's dynamic listeners. The port may be a variable of Nomad's. */
export type PortRoute = `${string}:${number}` | `${string}:\${NOMAD_${string}}`;

/** The options that a route takes; routes without a path are for TCP. */
export type OptionsOf<Route extends PathRoute | PortRoute> = Route extends PathRoute
  ? [options?: RouteOptions]
  : [options: TcpOptions & { readonly proto: "tcp" }];
