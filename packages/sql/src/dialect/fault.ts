/**
 * What an engine's error says of its cause, as far as DQX acts on it. Each engine words its errors in its own
 * way; its dialect tells the kind from the message.
 */
export type Fault =
  /** NaN, ±Infinity or values too far apart in the data, in an aggregate that the engine refuses over them. */
  | "not-finite"
  /** A whole or decimal number that is larger than its type. */
  | "overflow"
  /** A value that cannot be converted to the type that the query asks for. */
  | "cast"
  /** A table, column, function or file that does not exist. */
  | "missing"
  /** Something that the engine, or the operating system, does not permit. */
  | "denied"
  /** More memory or disk than the engine may use. */
  | "memory"
  /** The statement was ended on request, or by a time limit. */
  | "cancelled"
  /** The engine, its connection or its file can no longer be reached. */
  | "gone"
  /** None of these, or it cannot be told. */
  | "other";
