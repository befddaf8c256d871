// What starts with a bracket and ends with one is a query, and has no name yet.
const BRACKETED = /^\(.*\)$/s;

/**
 * A source's relation as an item of FROM: a query in brackets gets a name, without which some engines do not take it
 * (PostgreSQL before version 16).
 *
 * @param relation - as `SqlDataSource.relation` returns it
 */
export function fromItem(relation: string): string {
  return BRACKETED.test(relation) ? `${relation} AS dqx_rows` : relation;
}
