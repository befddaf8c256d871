import { Option } from "@dqx/common";
import type { StoreConnection } from "../database/store-connection.js";
import { chunks } from "../sql/chunks.js";
import { list, sql } from "../sql/sql.js";
import { textColumn } from "../sql/store-row.js";
import type { WindowRequest } from "./metric-windows.js";

/**
 * The windows that were asked of what is an execution, and are not there: their dataset may be an execution id that
 * was exchanged for it.
 *
 * @param connection - the store
 * @param requests - what was asked
 * @param windows - the answers, in the order of the requests
 * @returns one request for each such dataset
 */
export async function suspectedWindows(
  connection: StoreConnection,
  requests: readonly WindowRequest[],
  windows: readonly Option.Option<unknown>[],
): Promise<readonly WindowRequest[]> {
  const { driver, tables } = connection;
  const absent = new Map<string, WindowRequest>();
  for (const [index, request] of requests.entries()) {
    const window = windows[index];
    if (window !== undefined && Option.isNone(window)) absent.set(request.dataset, request);
  }
  const suspected: WindowRequest[] = [];
  for (const part of chunks([...absent.keys()], driver.maximumValues)) {
    const rows = await connection.query(sql`SELECT id FROM ${tables.execution} WHERE id IN (${list(part)})`);
    for (const row of rows) {
      const request = absent.get(textColumn(row, "id"));
      if (request !== undefined) suspected.push(request);
    }
  }
  return suspected;
}
