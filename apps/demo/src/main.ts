/* v8 ignore file -- runs as a process of its own, which a test starts */
import process from "node:process";
import { runDemo } from "./run-demo.js";

process.exitCode = await runDemo(process.argv.slice(2), { out: console.log, error: console.error });
