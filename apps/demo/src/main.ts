/* v8 ignore file -- runs as a process of its own, which a test starts */
import process from "node:process";
import { runDemo } from "./run-demo.js";

// Told to stop, the run ends as INTERRUPTED in the store instead of being left behind as RUNNING.
const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => stop.abort(new Error(`Stopped by ${name}.`)));
}

process.exitCode = await runDemo(
  process.argv.slice(2),
  { out: console.log, error: console.error },
  stop.signal,
);
