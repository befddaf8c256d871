import type { BenchRow } from "./bench-row.js";
import { absentValueRow } from "./rows/absent-value.js";
import { assertionsRow } from "./rows/assertions.js";
import { ddSketchRow, formatsRow, hyperLogLogRow, oneColumnRow, sharedGroupsRow } from "./rows/catalogue.js";
import { coldProcessRow } from "./rows/cold-process.js";
import { collectExpiredRow } from "./rows/collect-expired.js";
import { commandRow } from "./rows/command.js";
import { eventLoopRow } from "./rows/event-loop.js";
import { oneDateRow, wholeFileRow } from "./rows/fifty-metrics.js";
import { htmlReportRow } from "./rows/html-report.js";
import { importRow } from "./rows/import.js";
import { lookupsRow } from "./rows/lookups.js";
import { metricWindowsRow } from "./rows/metric-windows.js";
import { persistRow } from "./rows/persist.js";
import { persistPostgresRow } from "./rows/persist-postgres.js";
import { profileRow } from "./rows/profile.js";
import { reconcileRow } from "./rows/reconcile.js";
import { quarantineRow, rulesRow } from "./rows/rules.js";
import { streamMetricsRow } from "./rows/stream-metrics.js";
import { thirtyDaysRow } from "./rows/thirty-days.js";

/** All benchmarks, in the order of the table. */
export const rows: readonly BenchRow[] = [
  oneDateRow,
  thirtyDaysRow,
  wholeFileRow,
  oneColumnRow,
  formatsRow,
  sharedGroupsRow,
  hyperLogLogRow,
  ddSketchRow,
  coldProcessRow,
  importRow,
  persistRow,
  persistPostgresRow,
  lookupsRow,
  metricWindowsRow,
  collectExpiredRow,
  streamMetricsRow,
  assertionsRow,
  absentValueRow,
  eventLoopRow,
  commandRow,
  htmlReportRow,
  profileRow,
  rulesRow,
  quarantineRow,
  reconcileRow,
];
