import type { group } from "./schema/group.ts";
import type { job } from "./schema/job.ts";
import type { task } from "./schema/task.ts";
import type {
  Attribute,
  Block,
  Configs,
  Field,
  Fields,
  NestedBlock,
  PlainSpecOf,
  SpecOf,
} from "./schema/_define.ts";

/*
 * The checks that the compiler makes beyond plain assignability: attributes that do not exist (a generic argument has
 * lost TypeScript's own check for those) and port labels. `Checked` maps over what the user wrote: a right property
 * keeps its type, a wrong one becomes a type that the value cannot have and whose text says why. TypeScript then
 * reports exactly that property.
 */

/** A job as it is written in TypeScript, without its name. */
export type JobSpec = SpecOf<typeof job>;

/**
 * The type that editors take documentation from: they look a property up by name, and do not find it behind the index
 * signature that stands for all labels. So the user's own labels are put in its place.
 */
export type DocumentedJob<S> = JobSpec & {
  readonly group?: { readonly [G in keyof Get<S, "group">]: DocumentedGroup<Get<S, "group">[G]> } | undefined;
};

type DocumentedGroup<G> = SpecOf<typeof group> & {
  readonly task?: { readonly [T in keyof Get<G, "task">]: DocumentedTask<Get<G, "task">[T]> } | undefined;
};

type DocumentedTask<T> = PlainSpecOf<(typeof task)["fields"], "config"> & {
  readonly config?: ConfigOf<T, typeof task> extends infer C extends Block ? SpecOf<C> | undefined : unknown;
};

/** The spec itself where it is right; else what it should have been, property by property. */
export type CheckedJob<S> = Checked<S, typeof job, "job", never>;

/** `Ports`: the labels that may be referred to at this place. */
type Checked<T, B extends Block, Where extends string, Ports extends string> = {
  [K in keyof T]: string extends K
    ? T[K]
    : K extends keyof B["fields"]
      ? B["fields"][K]["facts"] extends { readonly apiOnly: true }
        ? Unknown<K, Where>
        : CheckedField<T[K], B["fields"][K], K, PortsWithin<T, K, Ports>, ConfigOf<T, B>>
      : Unknown<K, Where>;
};

type Unknown<K, Where extends string> = `'${K & string}' is not an attribute of ${Where}`;

type CheckedField<T, F extends Field, K, Ports extends string, Config> =
  F extends NestedBlock<string, infer B, infer R>
    ? R extends "labelled" | "map"
      ? { [L in keyof T]: CheckedItems<T[L], B, K & string, PortsOf<T[L], K> | Ports> }
      : CheckedItems<T, B, K & string, Ports>
    : F extends Attribute
      ? F["facts"] extends { readonly refersTo: "port" }
        ? CheckedPorts<T, Ports>
        : T
      : Config extends Block
        ? Checked<T, Config, "this driver's config", Ports>
        : T;

type CheckedItems<
  T,
  B extends Block,
  Where extends string,
  Ports extends string,
> = T extends readonly unknown[]
  ? { [I in keyof T]: Checked<T[I], B, Where, Ports> }
  : Checked<T, B, Where, Ports>;

// ------------------------------------------------------------------------------------------------------- the driver

type ConfigOf<T, B extends Block> =
  B extends Block<Fields, infer C>
    ? C extends Configs
      ? T extends { readonly driver: infer D extends keyof C }
        ? C[D]
        : undefined
      : undefined
    : undefined;

// -------------------------------------------------------------------------------------------------------- the ports

type CheckedPorts<T, Ports extends string> = T extends readonly unknown[]
  ? { [I in keyof T]: CheckedPort<T[I], Ports> }
  : CheckedPort<T, Ports>;

/** A declared label, a number, text that Nomad interpolates, or a string of which only the type is known. */
type CheckedPort<T, Ports extends string> = T extends Ports | undefined
  ? T
  : T extends `${number}` | `${string}\${${string}` | PortOfMesh
    ? T
    : string extends T
      ? T
      : T extends number | boolean
        ? T
        : [Ports] extends [never]
          ? "no port is declared in this group's network"
          : Ports;

/** A port that Nomad adds for a sidecar or a gateway of Consul's mesh. */
type PortOfMesh = `connect-proxy-${string}` | `connect-terminating-${string}` | `connect-mesh-${string}-lan`;

/** The labels that a group or task adds to those from outside. */
type PortsOf<T, K> = K extends "group"
  ? Labels<Get<T, "network">>
  : K extends "task"
    ? Labels<Get<Get<T, "resources">, "network">>
    : never;

/** A docker task publishes ports of the group only; everything else may also name the task's own. */
type PortsWithin<T, K, Ports extends string> = K extends "config"
  ? Exclude<Ports, PortsOf<T, "task">>
  : Ports;

type Labels<Network> =
  One<Network> extends infer N ? (N extends { readonly port: infer P } ? keyof P & string : never) : never;
type One<T> = T extends readonly (infer Item)[] ? Item : T;
type Get<T, K extends string> = T extends { readonly [P in K]?: infer V } ? NonNullable<V> : never;
