/** Something that went wrong on Trino, or on the way to it. */
export class TrinoFailure extends Error {
  /** Trino's own name of the error, or ours for what has none: `CONNECTION_FAILURE`, `HTTP_401`. */
  readonly errorName: string;

  /**
   * @param errorName - the name of the error
   * @param message - what is said of it
   * @param options - its cause
   */
  constructor(errorName: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TrinoFailure";
    this.errorName = errorName;
  }
}
