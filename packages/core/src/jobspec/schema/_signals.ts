/**
 * The signals that Nomad knows by name on Linux.
 * @see hashicorp/consul-template signals/signals_unix.go (0.42.1)
 */
export const signals = [
  "SIGABRT",
  "SIGALRM",
  "SIGBUS",
  "SIGCONT",
  "SIGFPE",
  "SIGHUP",
  "SIGILL",
  "SIGINT",
  "SIGIO",
  "SIGIOT",
  "SIGKILL",
  "SIGPIPE",
  "SIGPROF",
  "SIGQUIT",
  "SIGSEGV",
  "SIGSTOP",
  "SIGSYS",
  "SIGTERM",
  "SIGTRAP",
  "SIGTSTP",
  "SIGTTIN",
  "SIGTTOU",
  "SIGURG",
  "SIGUSR1",
  "SIGUSR2",
  "SIGWINCH",
  "SIGXCPU",
  "SIGXFSZ",
] as const;
