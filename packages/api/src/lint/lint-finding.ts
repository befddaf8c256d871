/** What may be wrong with a suite, and is known before it runs. */
export type LintKind =
  /** The body of a check throws, or asserts in a way that cannot be. */
  | "brokenCheck"
  /** A check asserts nothing. */
  | "idleCheck"
  /** A metric cannot be measured: its column does not exist, or is of a type that it does not take. */
  | "unmeasurable"
  /** Another assertion demands the same of the same expression. */
  | "duplicate"
  /** No value meets both this assertion and another one of the same expression. */
  | "contradiction"
  /** Every value that the expression can have is as demanded. */
  | "cannotFail"
  /** No value that the expression can have is as demanded. */
  | "cannotHold"
  /** No row can meet the filter, by the types of its columns. */
  | "cannotMatch";

/** Where something is written in a source file. */
export interface SourcePlace {
  /** A path or URL, as the runtime names it. */
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
  /** From 1 on. */
  readonly column: number;
}

/** Something that is wrong with a suite, as plain JSON. */
export interface LintFinding {
  readonly kind: LintKind;
  /** The check's name; `null` when no check is concerned alone. */
  readonly check: string | null;
  /** The assertion's name; `null` when the check as a whole is concerned. */
  readonly assertion: string | null;
  /** What is wrong, and what to do. */
  readonly message: string;
  /** Where the assertion is made; `null` where the runtime does not say. */
  readonly place: SourcePlace | null;
}
