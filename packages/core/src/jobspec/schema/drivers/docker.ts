import { block, list, one, type Named } from "../_define.ts";
import { bool, int, intMap, string, stringBlock, stringMap, strings, text } from "./_values.ts";

const auth = block("docker auth", {
  /** User name at the registry. */
  username: string(),
  /** Password at the registry. */
  password: text(),
  /** Mail address; the driver does not use it. */
  email: string("", { deprecated: "nothing: it is not sent" }),
  /** Address of the registry, where it differs from the image's. */
  server_address: string(),
});

const device = block("docker devices", {
  /** Path of the device on the host. */
  host_path: string("", { required: true }),
  /** Path of the device in the container. */
  container_path: string("", { absent: "host_path" }),
  /** The container's rights on the device: `r`, `w`, `m`. */
  cgroup_permissions: string("", { default: "rwm" }),
});

const healthchecks = block("docker healthchecks", {
  /** Leave out the health check that the image brings along. */
  disable: bool("", { default: false }),
});

const logging = block("docker logging", {
  /** Log driver of Docker, such as `json-file` or `journald`. */
  type: string("", { absent: "the agent's setting" }),
  /** An older name of `type`. */
  driver: string("", { deprecated: "type" }),
  /** Options of the log driver. */
  config: stringMap("", { form: "block or attribute" }),
});

const mount = block("docker mount", {
  /** Kind of mount: `volume`, `bind` or `tmpfs`. */
  type: string("", { default: "volume" }),
  /** Path in the container. */
  target: string(),
  /** Volume name, or path on the host; a relative one starts at the allocation's task directory. */
  source: string(),
  /** Do not let the container write. */
  readonly: bool("", { default: false }),
  /** Options of a bind mount. */
  bind_options: one(
    "bind_options",
    block("docker bind_options", {
      /** How mounts made later on one side are seen on the other, such as `rprivate`. */
      propagation: string(),
    }),
  ),
  /** Options of a tmpfs mount. */
  tmpfs_options: one(
    "tmpfs_options",
    block("docker tmpfs_options", {
      /** Size of the file system. */
      size: int("", { unit: "bytes" }),
      /** Mode of the file system's root, as a decimal number. */
      mode: int(),
    }),
  ),
  /** Options of a volume. */
  volume_options: one(
    "volume_options",
    block("docker volume_options", {
      /** Do not fill an empty volume from the image. */
      no_copy: bool("", { default: false }),
      /** Labels of the volume. */
      labels: stringMap("", { form: "block or attribute" }),
      /** Driver of the volume. */
      driver_config: one(
        "driver_config",
        block("docker driver_config", {
          /** Name of the volume driver. */
          name: string(),
          /** Options of the volume driver. */
          options: stringMap("", { form: "block or attribute" }),
        }),
      ),
    }),
  ),
});

const definition = block("docker", {
  /** Image to run. */
  image: string("", { required: true }),
  /** Program to run, instead of the image's. */
  command: string(),
  /** Arguments of the program. */
  args: strings(),
  /** Entry point, instead of the image's. */
  entrypoint: strings(),
  /** Working directory in the container. */
  work_dir: string(),
  /** Labels of the ports, of the group's network, to map into the container. */
  ports: strings("", { refersTo: "port", since: "0.12.0" }),
  /** Ports in the container by the labels of the task's own network. */
  port_map: intMap("", { form: "block or attribute", olderWayOf: "ports" }),
  /** Docker network to join, such as `host`, `bridge` or `container:<name>`. */
  network_mode: string("", { absent: "the group's network, or the platform's default" }),
  /** Further names of the container on its Docker network. */
  network_aliases: strings(),
  /** IPv4 address of the container on its Docker network. */
  ipv4_address: string(),
  /** IPv6 address of the container on its Docker network. */
  ipv6_address: string(),
  /** MAC address of the container. */
  mac_address: string(),
  /** Register services with the container's IPv6 address. */
  advertise_ipv6_address: bool("", { default: false }),
  /** Host name of the container. */
  hostname: string(),
  /** Further entries of `/etc/hosts`, as `name:address`. */
  extra_hosts: strings(),
  /** Name servers of the container. */
  dns_servers: strings(),
  /** Search domains of the container. */
  dns_search_domains: strings(),
  /** Options of the container's resolver. */
  dns_options: strings(),
  /** Pull the image even if the node has it. */
  force_pull: bool("", { default: false }),
  /** How long pulling the image may take, as a duration. */
  image_pull_timeout: string("", { default: "5m", since: "0.12.4" }),
  /** Archive, made by `docker save`, to load the image from instead of pulling it. */
  load: string(),
  /** Pull without credentials when those given cannot be read. */
  auth_soft_fail: bool("", { default: false }),
  /** Credentials for the registry. */
  auth: one("auth", auth),
  /** Log driver of the container. */
  logging: one("logging", logging),
  /** Labels of the container. */
  labels: stringMap("", { form: "block or attribute" }),
  /** Health check of the image. */
  healthchecks: one("healthchecks", healthchecks, { since: "1.3.4" }),
  /** Host paths to mount, as `<host>:<container>[:<options>]`. */
  volumes: strings(),
  /** Volume driver that `volumes` are mounted with. */
  volume_driver: string(),
  /** A file system to mount. */
  mount: list("mount", mount, { since: "1.0.1" }),
  /** File systems to mount, as a list. */
  mounts: list("mounts", mount, { deprecated: "mount" }),
  /** A device of the host to pass in. */
  devices: list("devices", device),
  /** Mount the image's file system read-only. */
  readonly_rootfs: bool("", { default: false }),
  /** Options of Docker's storage driver, such as `size`. */
  storage_opt: stringBlock("", { form: "block or attribute" }),
  /** Size of `/dev/shm`. */
  shm_size: int("", { unit: "bytes" }),
  /** Most memory of the container, where the task's `memory` is only reserved. */
  memory_hard_limit: int("", { unit: "MB", since: "0.11.3" }),
  /** Do not let the container use more of the processor than its share. */
  cpu_hard_limit: bool("", { default: false }),
  /** Period over which `cpu_hard_limit` is measured, in microseconds. */
  cpu_cfs_period: int("", { default: 100000 }),
  /** Processors that the container may run on, such as `0-3`. */
  cpuset_cpus: string("", { since: "1.0.0" }),
  /** Most processes and threads in the container. */
  pids_limit: int(),
  /** How likely the kernel kills the container when memory runs out, above 0 more likely. */
  oom_score_adj: int("", { default: 0, since: "1.8.1" }),
  /** Limits of resources (`ulimit`), such as `nofile = "2048:4096"`. */
  ulimit: stringMap("", { form: "block or attribute" }),
  /** Kernel parameters in the container. */
  sysctl: stringMap("", { form: "block or attribute" }),
  /** Give the container the rights of a process on the host. */
  privileged: bool("", { default: false }),
  /** Linux capabilities to give beyond Docker's own set. */
  cap_add: strings(),
  /** Linux capabilities to take away. */
  cap_drop: strings(),
  /** Groups that the container's user is in besides. */
  group_add: strings("", { since: "1.5.7" }),
  /** Security options, such as `no-new-privileges`. */
  security_opt: strings(),
  /** Control group namespace: `private` or `host`. */
  cgroupns: string("", { absent: "the Docker daemon's", since: "1.10.3" }),
  /** IPC namespace, such as `host` or `none`. */
  ipc_mode: string(),
  /** Process namespace, such as `host`. */
  pid_mode: string(),
  /** User namespace, such as `host`. */
  userns_mode: string(),
  /** Host name namespace, such as `host`. */
  uts_mode: string(),
  /** OCI runtime to use. */
  runtime: string("", { since: "0.11.2" }),
  /** Kind of isolation on Windows: `hyperv` or `process`. */
  isolation: string("", { default: "hyperv", since: "1.5.0" }),
  /** Run an init process that forwards signals and reaps children. */
  init: bool("", { default: false, since: "1.2.0" }),
  /** Keep standard input open. */
  interactive: bool("", { default: false }),
  /** Give the container a terminal. */
  tty: bool("", { default: false }),
  /** How many times to try to remove a container of the same name. */
  container_exists_attempts: int("", { absent: "the agent's setting, or 5", since: "1.8.1" }),
});

/** Configuration of a task of the driver `docker`. */
export const docker: DockerBlock = definition;

/** @see hashicorp/nomad drivers/docker/config.go taskConfigSpec (2.0.5) */
export interface DockerBlock extends Named<typeof definition> {}
