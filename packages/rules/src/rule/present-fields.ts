/** Fields of which some may be undefined. */
export type MaybeFields<Fields extends object> = {
  readonly [Name in keyof Fields]?: Fields[Name] | undefined;
};

/**
 * The fields that have a value: an option that is given as undefined is one that is left out.
 *
 * @param fields - some of them perhaps undefined
 */
export function presentFields<Fields extends object>(fields: MaybeFields<Fields>): Partial<Fields> {
  // What is not undefined is of the field's own type.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>;
}
