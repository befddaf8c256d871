// The same numbers by a script without DQX: node by-hand.js <one-date | thirty-days> <Parquet file>.
import process from "node:process";
import { Engine } from "../engine.js";
import { numericColumnNumbers } from "../fifty-numbers.js";
import { LAST_DAY } from "../order-columns.js";
import { printReport } from "../program.js";
import { byGrouping } from "../thirty-days.js";

const [work, path = ""] = process.argv.slice(2);
const file = path.replaceAll("'", "''");
using engine = await Engine.open();
printReport(
  work === "one-date"
    ? await numericColumnNumbers(engine, `'${file}' WHERE day = DATE '${LAST_DAY}'`)
    : await byGrouping(engine, file),
);
