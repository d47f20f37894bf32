import type { KeyPath } from "../jobspec/key-path.ts";

/** Where a route is written. */
export type RouteOrigin =
  | {
      readonly kind: "job";
      /** Name of the job. */
      readonly job: string;
      /** Steps into the `ApiJob`, to the tag. */
      readonly keys: KeyPath;
      /** The tag, with its variables filled in. */
      readonly tag: string;
    }
  | {
      /** A tag in the catalog. */
      readonly kind: "catalog";
      readonly tag: string;
      /** ID of the instance that has it, and its node. */
      readonly id: string;
      readonly node: string;
    }
  | { readonly kind: "key"; readonly key: string }
  /** In a text of route commands; counted from 1. */
  | { readonly kind: "line"; readonly line: number };
