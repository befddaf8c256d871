import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

/** The URL of the tests' PostgreSQL, or of another database, role or setting of it. */
export function url(change: (url: URL) => void = () => undefined): string {
  const place = new URL(inject("postgres"));
  change(place);
  return place.href;
}

/** Runs statements on a connection of their own, as the role that may do everything. */
export async function run(sql: string, connection: string = url()): Promise<readonly (readonly unknown[])[]> {
  const client = new Client({ connectionString: connection });
  await client.connect();
  try {
    const result: unknown = await client.query({ text: sql, rowMode: "array" });
    const last: unknown = Array.isArray(result) ? result.at(-1) : result;
    return typeof last === "object" && last !== null && "rows" in last && Array.isArray(last.rows)
      ? last.rows
      : [];
  } finally {
    await client.end();
  }
}

/** A name that no other test uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}_${randomUUID().slice(0, 8)}`;
}

/** Makes a schema, fills it, and gives the URL of connections that look there first. */
export async function makeSchema(
  sql: string,
): Promise<{ readonly schema: string; readonly connection: string }> {
  const schema = uniqueName("s");
  const connection = url((place) => place.searchParams.set("options", `-c search_path=${schema}`));
  await run(`CREATE SCHEMA ${schema}`);
  if (sql !== "") await run(sql, connection);
  return { schema, connection };
}
