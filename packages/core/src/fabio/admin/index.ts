export {
  askEach,
  createFabioAdmin,
  isOverrideKey,
  type AskedFabio,
  type AskOptions,
  type FabioAdmin,
  type ManualOverrides,
} from "./fabio-admin.ts";
export { readFabio, readFabioSettings } from "./read-fabio.ts";
export type { AdminConnection } from "./transport.ts";
export type { AdminRoute } from "./admin-route.ts";
export { maskConfig } from "./mask-config.ts";
