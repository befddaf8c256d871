/**
 * A value as an engine's decoder gives it: whole numbers as bigint, decimals and dates as exact text, binary data
 * as bytes, arrays as lists.
 */
export type SqlValue = null | boolean | number | bigint | string | Uint8Array | readonly SqlValue[];

/** One row of a result, by position of the select list. */
export type SqlRow = readonly SqlValue[];
