import { cleanPath } from "../../go/clean-path.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";

/** A request to the address of `ui.addr`. */
export interface AdminRequest {
  /** @default "GET" */
  readonly method?: string;
  /** Without a query. */
  readonly path: string;
}

/** The settings that decide what the admin API allows. */
export interface AdminSettings {
  /** `ui.access`. @default "rw" */
  readonly access?: "ro" | "rw";
  /** `ui.path`. Since 1.7.1. @default "" */
  readonly basePath?: string;
  /** @default DEFAULT_VERSION */
  readonly version?: FabioVersion;
}

/** How Fabio answers, as far as path and method decide it. */
export interface AdminAnswer {
  /** 200 also stands for what a back end may still refuse: files, keys, versions. */
  readonly status: 200 | 303 | 307 | 403 | 404 | 405;
  /** Where a redirect leads. */
  readonly location?: string;
}

/**
 * Whether the admin API answers a request. There is no authentication. What it does not know it redirects to the page
 * of routes, so that a client must not follow redirects; paths with `//`, `.` or `..` to the path that they mean.
 * `/health` is the one path that is never behind the base path.
 * @see fabiolb/fabio admin/server.go (1.7.3)
 */
export function adminAnswer(
  { method = "GET", path }: AdminRequest,
  settings: AdminSettings = {},
): AdminAnswer {
  const { access = "rw", basePath = "", version = DEFAULT_VERSION } = settings;
  const base = since(version, "1.7.1") ? basePath.replace(/\/+$/, "") : "";
  const cleaned = cleanPath(path);
  const proper = path.endsWith("/") && cleaned !== "/" ? `${cleaned}/` : cleaned;
  if (proper !== path) return { status: 307, location: proper };
  if (path === "/health") return { status: 200 };
  if ((path === base && base !== "") || path === `${base}/assets`)
    return { status: 307, location: `${path}/` };
  if (!path.startsWith(`${base}/`)) return { status: 404 };
  const inner = path.slice(base.length);
  if (/^\/(?:api\/config|api\/routes|api\/version|routes)$/.test(inner)) return { status: 200 };
  if (inner.startsWith("/assets/")) return { status: 200 };
  if (inner === "/favicon.ico") return { status: 404 };
  if (!/^\/(?:api\/paths$|(?:api\/)?manual(?:\/|$))/.test(inner)) {
    return { status: 303, location: `${base}/routes` };
  }
  if (access === "ro") return { status: 403 };
  const isPage = inner.startsWith("/manual");
  const allowed = inner === "/api/paths" ? ["GET"] : ["GET", "PUT"];
  return { status: isPage || allowed.includes(method) ? 200 : 405 };
}
