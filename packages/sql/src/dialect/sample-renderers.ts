/**
 * How an engine draws a sample of a relation: the same rows in each statement over the same data, since what a run
 * says of a source has to be of one sample.
 */
export interface SampleRenderers {
  /**
   * A relation of a share of another's rows, each of which is in it with the same probability.
   *
   * @param relation - SQL that can stand after FROM
   * @param percent - above 0, up to 100
   * @returns nothing where the engine samples no relation of this kind; a query ends in a line break and a bracket
   */
  readonly percent: (relation: string, percent: number) => string | undefined;
  /** A relation of so many rows of another, or all where it has fewer. Absent where the engine repeats no such choice. */
  readonly rows?: (relation: string, rows: number) => string;
  /** Whether each row is drawn whatever the others are: then the error of a share has a bound. */
  readonly isIndependent: boolean;
}
