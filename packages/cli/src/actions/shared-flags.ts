/** The flags that every command has which opens the store. */
export interface StoreFlags {
  readonly config?: string;
  readonly store?: string;
  readonly verbose: boolean;
}

/** The flags of commands that choose what is verified. */
export interface RunFlags extends StoreFlags {
  readonly date?: string;
  readonly tag?: readonly string[];
  readonly source?: readonly string[];
  readonly select?: readonly string[];
}
