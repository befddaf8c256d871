// One work, done again and again at the word of the process that started this one:
// fork("workload.js", [<name>, <folder>, <Parquet file>]), then the messages "prepare" and "run".
import process from "node:process";
import { workloads } from "../workloads.js";

const [name = "", folder = "", orders = ""] = process.argv.slice(2);
const work = await workloads[name]?.({ folder, orders });
if (work === undefined) throw new Error(`There is no work named ${name}.`);

process.on("message", async (command: "prepare" | "run") => {
  const start = process.cpuUsage();
  await (command === "run" ? work.run() : work.prepare?.());
  const { user, system } = process.cpuUsage(start);
  // In milliseconds, of all threads.
  process.send?.((user + system) / 1000);
});
process.send?.(0);
