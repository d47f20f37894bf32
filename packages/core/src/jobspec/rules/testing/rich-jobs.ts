import type { ApiJob } from "../../api-job.ts";

const second = 1_000_000_000;
const task = { Name: "server", Driver: "docker", Config: { image: "web:1" } };
const check = { Name: "alive", Type: "http", Path: "/", Interval: 10 * second, Timeout: 2 * second };
const kernel = { LTarget: "${attr.kernel.name}", Operand: "=", RTarget: "linux" };

/** Jobs that a Nomad server takes, which together have every kind of block. */
export const richJobs: readonly ApiJob[] = [
  {
    ID: "full",
    Constraints: [kernel, { Operand: "distinct_hosts" }],
    Affinities: [{ LTarget: "${node.class}", Operand: "regexp", RTarget: "a|b", Weight: 50 }],
    Spreads: [{ Attribute: "${node.datacenter}", Weight: 50, SpreadTarget: [{ Value: "dc1", Percent: 60 }] }],
    Update: { MaxParallel: 1, Canary: 1, AutoPromote: true },
    UI: { Description: "a", Links: [{ Label: "a", URL: "http://a" }] },
    Meta: { a: "b" },
    TaskGroups: [
      {
        Name: "web",
        Count: 2,
        ShutdownDelay: second,
        Constraints: [{ LTarget: "${attr.nomad.version}", Operand: "version", RTarget: ">= 1.2" }],
        Networks: [
          {
            Mode: "bridge",
            DynamicPorts: [{ Label: "http", To: 8080 }],
            ReservedPorts: [{ Label: "admin", Value: 9000 }],
          },
        ],
        Services: [
          { Name: "web", PortLabel: "http", Checks: [check], CheckRestart: { Limit: 3 } },
          { Name: "admin", PortLabel: "admin", TaskName: "server", Checks: [{ ...check, Type: "tcp" }] },
        ],
        Volumes: {
          data: { Name: "data", Type: "host", Source: "data" },
          disk: {
            Name: "disk",
            Type: "csi",
            Source: "disk",
            AccessMode: "multi-node-multi-writer",
            AttachmentMode: "file-system",
            PerAlloc: false,
          },
        },
        Scaling: { Min: 1, Max: 5, Policy: {} },
        Disconnect: { LostAfter: 60 * second },
        EphemeralDisk: { SizeMB: 300 },
        RestartPolicy: { Attempts: 2, Interval: 60 * second, Delay: 15 * second, Mode: "fail" },
        ReschedulePolicy: {
          Attempts: 3,
          Interval: 3600 * second,
          Delay: 30 * second,
          DelayFunction: "exponential",
          MaxDelay: 120 * second,
          Unlimited: false,
        },
        Migrate: { MaxParallel: 1 },
        Tasks: [
          {
            ...task,
            Leader: true,
            KillTimeout: 10 * second,
            Resources: {
              CPU: 100,
              MemoryMB: 128,
              MemoryMaxMB: 256,
              Devices: [{ Name: "gpu", Count: 1, Constraints: [kernel] }],
            },
            LogConfig: { MaxFiles: 2, MaxFileSizeMB: 5 },
            VolumeMounts: [{ Volume: "data", Destination: "/data" }],
            Templates: [
              { EmbeddedTmpl: "x", DestPath: "local/x", ChangeMode: "noop" },
              {
                EmbeddedTmpl: "y",
                DestPath: "local/y",
                ChangeMode: "script",
                ChangeScript: { Command: "a" },
              },
            ],
            Artifacts: [{ GetterSource: "http://a/b", RelativeDest: "local/b", GetterOptions: { a: "b" } }],
            Identities: [{ Name: "a", Audience: ["a"], TTL: 60 * second, File: true }],
            Actions: [{ Name: "a", Command: "b" }],
            Secrets: [{ Name: "a", Provider: "nomad", Path: "p" }],
            Env: { a: "b" },
          },
          {
            ...task,
            Name: "before",
            Lifecycle: { Hook: "prestart" },
            Services: [{ Name: "before", PortLabel: "http", Checks: [{ ...check, PortLabel: "admin" }] }],
          },
        ],
      },
      { Name: "other", Tasks: [task] },
    ],
  },
  {
    ID: "nightly",
    Type: "batch",
    Periodic: { Specs: ["0 3 * * *"], TimeZone: "UTC", ProhibitOverlap: true },
    TaskGroups: [
      {
        Name: "web",
        MaxRunDuration: 60 * second,
        ReschedulePolicy: {
          Attempts: 1,
          Interval: 3600 * second,
          Delay: 5 * second,
          DelayFunction: "constant",
        },
        Tasks: [{ ...task, CSIPluginConfig: { ID: "a", Type: "node", MountDir: "/csi" } }],
      },
    ],
  },
  {
    ID: "on-demand",
    Type: "sysbatch",
    ParameterizedJob: { Payload: "optional", MetaRequired: ["a"], MetaOptional: ["b"] },
    TaskGroups: [{ Name: "web", Tasks: [{ ...task, DispatchPayload: { File: "x" } }] }],
  },
  {
    ID: "everywhere",
    Type: "system",
    TaskGroups: [
      {
        Name: "web",
        Services: [{ Name: "web", Provider: "nomad", PortLabel: "http", Checks: [check] }],
        Networks: [{ DynamicPorts: [{ Label: "http" }] }],
        Tasks: [task],
      },
    ],
  },
  {
    ID: "mesh",
    TaskGroups: [
      {
        Name: "web",
        Networks: [{ Mode: "bridge", DynamicPorts: [{ Label: "expose", To: -1 }] }],
        Services: [
          {
            Name: "web",
            PortLabel: "8080",
            Checks: [{ ...check, Expose: true }],
            Connect: {
              SidecarService: {
                Proxy: {
                  Upstreams: [{ DestinationName: "db", LocalBindPort: 5000 }],
                  Expose: {
                    Paths: [{ Path: "/a", Protocol: "http", LocalPathPort: 8080, ListenerPort: "expose" }],
                  },
                },
              },
              SidecarTask: { Resources: { CPU: 50, MemoryMB: 64 } },
            },
          },
          { Name: "native", PortLabel: "9090", TaskName: "server", Connect: { Native: true } },
        ],
        Tasks: [task],
      },
      {
        Name: "transparent",
        Networks: [{ Mode: "bridge" }],
        Services: [
          {
            Name: "transparent",
            PortLabel: "8081",
            Connect: {
              SidecarService: { Proxy: { TransparentProxy: { UID: "101", ExcludeInboundPorts: ["80"] } } },
            },
          },
        ],
        Tasks: [task],
      },
    ],
  },
  {
    ID: "gateways",
    TaskGroups: [
      {
        Name: "mesh",
        Networks: [{ Mode: "bridge", DynamicPorts: [{ Label: "wan" }] }],
        Services: [{ Name: "mesh", PortLabel: "wan", Connect: { Gateway: { Mesh: {}, Proxy: {} } } }],
      },
      {
        Name: "ingress",
        Networks: [{ Mode: "bridge" }],
        Services: [
          {
            Name: "ingress",
            PortLabel: "8080",
            Connect: {
              Gateway: {
                Proxy: { ConnectTimeout: second, EnvoyDNSDiscoveryType: "LOGICAL_DNS" },
                Ingress: {
                  TLS: { Enabled: false },
                  Listeners: [
                    { Port: 8080, Protocol: "http", Services: [{ Name: "a", Hosts: ["a.com"] }] },
                    { Port: 9090, Protocol: "tcp", Services: [{ Name: "b" }] },
                  ],
                },
              },
            },
          },
        ],
      },
      {
        Name: "terminating",
        Networks: [{ Mode: "host" }],
        Services: [
          {
            Name: "terminating",
            Connect: {
              Gateway: {
                Proxy: {
                  EnvoyGatewayBindAddresses: { default: { Name: "default", Address: "0.0.0.0", Port: 8443 } },
                },
                Terminating: {
                  Services: [{ Name: "a", CAFile: "a", CertFile: "b", KeyFile: "c", SNI: "d" }],
                },
              },
            },
          },
        ],
      },
    ],
  },
  {
    ID: "old",
    Datacenters: ["dc1"],
    TaskGroups: [
      {
        Name: "web",
        Tasks: [
          {
            ...task,
            Config: { image: "web:1", port_map: [{ http: 80 }] },
            Resources: { Networks: [{ MBits: 10, DynamicPorts: [{ Label: "http" }] }] },
            Services: [
              {
                Name: "web",
                PortLabel: "http",
                AddressMode: "driver",
                Identity: { Audience: ["a"], TTL: second },
                Checks: [
                  check,
                  { ...check, Name: "b", Type: "script", Command: "c" },
                  { ...check, Name: "g", Type: "grpc" },
                ],
              },
              {
                Name: "number",
                PortLabel: "8080",
                AddressMode: "driver",
                Checks: [{ ...check, AddressMode: "driver" }],
              },
            ],
          },
        ],
      },
      {
        Name: "own",
        Services: [
          {
            Name: "own",
            Provider: "nomad",
            PortLabel: "http",
            Checks: [{ ...check, Method: "POST", CheckRestart: { Limit: 1, Grace: second } }],
          },
        ],
        Networks: [
          { Mode: "host", Hostname: "a", DynamicPorts: [{ Label: "http" }], DNS: { Servers: ["1.1.1.1"] } },
        ],
        Tasks: [task],
      },
    ],
  },
];
