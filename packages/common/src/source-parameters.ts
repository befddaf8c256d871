/** Values that a source's own query or relation may depend on, by name. */
export type SourceParameters = Readonly<Record<string, string | number | bigint | boolean | null>>;
