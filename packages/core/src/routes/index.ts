export type { GrpcRoute, HttpRoute, Route, TcpRoute, TlsRoute } from "./route.ts";
export type { ConnectionMatch, RequestMatch, ServerNameMatch, TextMatch } from "./route-match.ts";
export type {
  AccessRules,
  Backend,
  BackendTarget,
  BackendTls,
  HttpBackend,
  PathRewrite,
  RedirectBackend,
  StreamBackend,
} from "./backend.ts";
export type { RouteOrigin } from "./route-origin.ts";
