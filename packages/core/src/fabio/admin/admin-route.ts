/** One target of the table, as a Fabio lists it. */
export interface AdminRoute {
  readonly service: string;
  /** "" for routes without a host, `:port` for TCP routes. */
  readonly host: string;
  /** "" for TCP routes. */
  readonly path: string;
  readonly src: string;
  readonly dst: string;
  /** Fabio lists them in another order each time. A bare word has the value "". */
  readonly opts: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** Effective share of the route's requests, 0 to 1. */
  readonly weight: number;
}

/**
 * Reads what `GET /api/routes` answers; `null` is an empty table. Answers `undefined` for anything that is no table.
 * @see fabiolb/fabio admin/api/routes.go (1.7.3)
 */
export function readRoutes(json: unknown): readonly AdminRoute[] | undefined {
  if (json === null) return [];
  if (!Array.isArray(json)) return undefined;
  const routes = json.map(readRoute);
  return routes.every((route) => route !== undefined) ? routes : undefined;
}

function readRoute(json: unknown): AdminRoute | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(json));
  const [service, host, path, src, dst] = ["service", "host", "path", "src", "dst"].map((name) =>
    fields.get(name),
  );
  const weight = fields.get("weight");
  const [opts = "", tags = []] = [fields.get("opts"), fields.get("tags")];
  if (typeof service !== "string" || typeof host !== "string" || typeof path !== "string") return undefined;
  if (typeof src !== "string" || typeof dst !== "string" || typeof opts !== "string") return undefined;
  if (!isTexts(tags ?? [])) return undefined;
  // Whole numbers come as such from a reader that keeps large ones.
  if (typeof weight !== "number" && typeof weight !== "bigint") return undefined;
  return {
    service,
    host,
    path,
    src,
    dst,
    opts: readOptions(opts),
    tags: isTexts(tags) ? tags : [],
    weight: Number(weight),
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function readOptions(text: string): Record<string, string> {
  const words = text.split(" ").filter((word) => word !== "");
  return Object.fromEntries(
    words.map((word) => {
      const [name = "", ...value] = word.split("=");
      return [name, value.join("=")] as const;
    }),
  );
}
