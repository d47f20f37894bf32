export { urlprefix, type RouteOptions } from "./urlprefix.ts";
