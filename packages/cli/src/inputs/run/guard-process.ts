import { NomadxError } from "@nomadx/core";
import { runningFile } from "./running-file.ts";

/**
 * Keeps the code of the user's files from doing to the process what would hurt the others: what it prints goes to stderr, it
 * neither ends the process nor changes its folder or environment, and its errors that nobody handles are its own. nomadx's own
 * code notices nothing. Calling this again changes nothing.
 */
export function guardProcess(): void {
  if (GUARDED in process) return;
  Object.defineProperty(process, GUARDED, { value: true });
  guardOutput();
  guardExit();
  guardFolder();
  guardEnvironment();
  process.on("uncaughtException", onStray).on("unhandledRejection", onStray);
}

const GUARDED = Symbol("guarded");

type Written = (error?: Error | null) => void;

function guardOutput(): void {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = (data: Uint8Array | string, encoding?: BufferEncoding | Written, written?: Written) => {
    const file = runningFile.getStore();
    if (file?.isOver === true) return true;
    // stderr is opened only when something is written: that takes its time.
    const to = file === undefined ? write : process.stderr.write.bind(process.stderr);
    return typeof encoding === "string" ? to(data, encoding, written) : to(data, encoding);
  };
}

function guardExit(): void {
  const exit = process.exit.bind(process);
  process.exit = (...code) => {
    const help = "Throw an error that says why the file cannot go on.";
    refuseFile(`calls process.exit(${code.join("")})`, help);
    return exit(...code);
  };
}

function guardFolder(): void {
  const chdir = process.chdir.bind(process);
  process.chdir = (directory) => {
    refuseFile(
      `changes the working directory to ${directory}`,
      "All files share it. import.meta.dirname is the directory of this file.",
    );
    chdir(directory);
  };
}

/**
 * The environment that a package sets is seen by all files, since its code runs once. A file could change what another
 * one reads.
 */
function guardEnvironment(): void {
  const refuse = (name: string | symbol): void => {
    const trace: { readonly stack?: string } = {};
    Error.captureStackTrace(trace);
    if (!isCalledByPackage(trace.stack)) {
      refuseFile(`changes process.env.${String(name)}`, "All files share it. Keep the value in a variable.");
    }
  };
  process.env = new Proxy(process.env, {
    set(env, name, value) {
      refuse(name);
      return Reflect.set(env, name, value);
    },
    defineProperty(env, name, descriptor) {
      refuse(name);
      return Reflect.defineProperty(env, name, descriptor);
    },
    deleteProperty(env, name) {
      refuse(name);
      return Reflect.deleteProperty(env, name);
    },
  });
}

/** Whether the code that a stack leads to, behind the functions here, is that of a package; bundles are kept among them. */
function isCalledByPackage(stack = ""): boolean {
  const [, , , caller = ""] = stack.split("\n");
  return /[\\/]node_modules[\\/](?!\.cache[\\/])/.test(caller);
}

/** @throws {NomadxError} in the code of a file, where the error may also be caught: it counts all the same */
function refuseFile(what: string, help: string): void {
  const file = runningFile.getStore();
  if (file === undefined) return;
  const error = new NomadxError("invalid", `The file ${what}`, { help });
  file.strays.push(error);
  throw error;
}

/** A rejection that nobody has handled. If it is not from a file, things go on as if nobody had listened. */
function onStray(reason: unknown): void {
  const file = runningFile.getStore();
  if (file !== undefined) {
    file.strays.push(reason);
    return;
  }
  process.off("uncaughtException", onStray).off("unhandledRejection", onStray);
  if (process.listenerCount("uncaughtException") > 0) return;
  setImmediate(() => {
    throw reason;
  });
}
