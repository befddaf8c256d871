// Prints the line and branch coverage of every package as one table, from what its last test run wrote.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { layers, members, root } from "./workspace.mjs";

/** @typedef {{ covered: number, total: number }} Part */

const rows = members.flatMap(({ name, folder }) => {
  const file = join(root, folder, "coverage", "coverage-summary.json");
  if (existsSync(file)) {
    /** @type {{ total: { lines: Part, branches: Part } }} */
    const { total } = JSON.parse(readFileSync(file, "utf8"));
    return [[name, share(total.lines), share(total.branches)]];
  }
  return layers.some((layer) => layer.name === name) ? [[name, "no report", "no report"]] : [];
});

const header = ["coverage", "lines", "branches"];
for (const [name = "", lines = "", branches = ""] of [header, ...rows]) {
  console.log(`${name.padEnd(16)}${lines.padStart(22)}${branches.padStart(22)}`);
}

/** @param {Part} part */
function share({ covered, total }) {
  // Rounded down: 100 % says that nothing is missing.
  const percent = total === 0 ? 100 : Math.floor((1000 * covered) / total) / 10;
  return `${percent.toFixed(1)} % (${covered}/${total})`;
}
