// A script as a user of DQX would write it: node suite.js <one-date | thirty-days> <Parquet file> <SQLite file>.
import process from "node:process";
import { VerificationSuite } from "@dqx/api";
import { ResultKey } from "@dqx/common";
import { DuckDBDataSource } from "@dqx/duckdb";
import { MetricDB } from "@dqx/orm";
import { numericCheck } from "../checks/fifty-metrics.js";
import { thirtyDays } from "../checks/thirty-days.js";
import { LAST_DAY } from "../order-columns.js";
import { printReport } from "../program.js";
import { suiteNumbers } from "../suite-numbers.js";

const [work, files = "", store = ""] = process.argv.slice(2);
await using db = await MetricDB.open(`sqlite:${store}`);
await using source = DuckDBDataSource.fromFiles({ name: "orders", files, dateColumn: "day" });
const suite = new VerificationSuite([work === "one-date" ? numericCheck : thirtyDays], db, { name: "bench" });
const result = await suite.run([source], new ResultKey(LAST_DAY));
printReport(suiteNumbers(result, ({ name, date }) => (work === "one-date" ? name : `${name} ${date}`)));
