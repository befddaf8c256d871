/** A value that a driver binds and gives back. */
export type RawValue = string | number | null | Uint8Array;

/** A row by column. */
export type RawRow = Readonly<Record<string, RawValue>>;

/** A bare driver. Values are written `?` on SQLite and `$1` on PostgreSQL. */
export interface RawDatabase extends AsyncDisposable {
  /** Runs a statement for all its rows. */
  all(sql: string, values?: readonly RawValue[]): Promise<readonly RawRow[]>;
  /** How the nth value of a statement is written, counted from 0. */
  placeholder(index: number): string;
}
