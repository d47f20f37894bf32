import { attributeOf, block, one, type Named } from "../_define.ts";
import { either, isAnything, isString, listOf } from "../_values.ts";
import { bool, int, intMap, string, stringBlock, strings, text } from "./_values.ts";

const auth = block("podman auth", {
  /** User name at the registry. */
  username: string(),
  /** Password at the registry. */
  password: text(),
  /** Refuse a registry whose TLS certificate cannot be verified. */
  tls_verify: bool("", { default: true }),
});

const logging = block("podman logging", {
  /** Log driver: `nomad` or `journald`. */
  driver: string("", { default: "nomad" }),
  /** Options of the log driver. */
  options: stringBlock("", { form: "block or attribute" }),
});

/** One text, as older versions of the driver took it, or a list. */
const stringOrStrings = attributeOf({
  name: "any",
  isSpec: either<string, readonly string[]>(isString, listOf(isString)),
  isHub: isAnything,
});

const definition = block("podman", {
  /** Image to run: a reference, or `docker-archive:` or `oci-archive:` with a path or URL. */
  image: string("", { required: true }),
  /** Program to run, instead of the image's. */
  command: string(),
  /** Arguments of the program. */
  args: strings(),
  /** Entry point, instead of the image's. */
  entrypoint: stringOrStrings(),
  /** Working directory in the container. */
  working_dir: string(),
  /** Labels of the ports, of the group's network, to map into the container. */
  ports: strings("", { refersTo: "port" }),
  /** Ports in the container by the labels of the task's own network. */
  port_map: intMap("", { form: "block or attribute", olderWayOf: "ports" }),
  /** Network to join, such as `host`, `bridge`, `slirp4netns` or `task:<name>`. */
  network_mode: string("", { absent: "the group's network, or Podman's default" }),
  /** IPv4 address of the container on its network. */
  ipv4_address: string(),
  /** IPv6 address of the container on its network. */
  ipv6_address: string(),
  /** Addresses of the container on its network. */
  static_ips: strings(),
  /** MAC address of the container. */
  static_mac: string(),
  /** Host name of the container. */
  hostname: string(),
  /** Further entries of `/etc/hosts`, as `name:address`. */
  extra_hosts: strings(),
  /** Pull the image even if the node has it. */
  force_pull: bool("", { default: false }),
  /** How long pulling the image may take, as a duration. */
  image_pull_timeout: string("", { default: "5m" }),
  /** Processor architecture of the image to pull. */
  arch: string("", { absent: "the node's" }),
  /** Operating system of the image to pull. */
  os: string("", { absent: "the node's" }),
  /** Variant of the architecture of the image to pull. */
  variant: string(),
  /** Pull without credentials when those given cannot be read. */
  auth_soft_fail: bool("", { default: false }),
  /** Credentials for the registry. */
  auth: one("auth", auth),
  /** Podman socket, by its name in the agent's configuration. */
  socket: string("", { default: "default" }),
  /** Log driver of the container. */
  logging: one("logging", logging),
  /** Labels of the container. */
  labels: stringBlock("", { form: "block or attribute" }),
  /** Host paths to mount, as `<host>:<container>[:<options>]`. */
  volumes: strings(),
  /** Paths in the container that get a file system in memory. */
  tmpfs: strings(),
  /** Devices of the host to pass in, as `<host>[:<container>][:<permissions>]`. */
  devices: strings(),
  /** Mount the image's file system read-only. */
  readonly_rootfs: bool("", { default: false }),
  /** Size of `/dev/shm`, with a unit such as `64m`. */
  shm_size: string(),
  /** Memory that is kept for the container, with a unit such as `100m`. */
  memory_reservation: string(),
  /** Memory and swap together, with a unit such as `180m`; -1 for no limit. */
  memory_swap: string(),
  /** How eagerly the kernel swaps the container's memory, from 0 to 100. */
  memory_swappiness: int(),
  /** Do not let the container use more of the processor than its share. */
  cpu_hard_limit: bool("", { default: false }),
  /** Period over which `cpu_hard_limit` is measured, in microseconds. */
  cpu_cfs_period: int(),
  /** Most processes and threads in the container. */
  pids_limit: int(),
  /** How likely the kernel kills the container when memory runs out, from -1000 to 1000. */
  oom_score_adj: int(),
  /** Limits of resources (`ulimit`), such as `nofile = "2048:4096"`. */
  ulimit: stringBlock("", { form: "block or attribute" }),
  /** Kernel parameters in the container. */
  sysctl: stringBlock("", { form: "block or attribute" }),
  /** Give the container the rights of a process on the host. */
  privileged: bool("", { default: false }),
  /** Linux capabilities to give beyond Podman's own set. */
  cap_add: strings(),
  /** Linux capabilities to take away. */
  cap_drop: strings(),
  /** Security options, such as `no-new-privileges`. */
  security_opt: strings(),
  /** Labels that SELinux gives the container's processes. */
  selinux_opts: strings(),
  /** AppArmor profile of the container; `unconfined` for none. */
  apparmor_profile: string(),
  /** IPC namespace, such as `host`, `shareable` or `task:<name>`. */
  ipc_mode: string("", { default: "private" }),
  /** User namespace, such as `auto` or `keep-id`. */
  userns: string(),
  /** Run an init process that forwards signals and reaps children. */
  init: bool("", { default: false }),
  /** Path of the init program on the host. */
  init_path: string(),
  /** Give the container a terminal. */
  tty: bool("", { default: false }),
});

/** Configuration of a task of the driver `podman`. */
export const podman: PodmanBlock = definition;

/** @see hashicorp/nomad-driver-podman config.go taskConfigSpec (0.6.5) */
export interface PodmanBlock extends Named<typeof definition> {}
