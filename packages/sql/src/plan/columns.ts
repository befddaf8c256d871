import { nearestName } from "@dqx/common";
import * as Either from "effect/Either";
import type { BoundColumn } from "../dialect/column-type.js";
import type { Dialect } from "../dialect/dialect.js";
import type { SqlColumn } from "../source/sql-data-source.js";
import { type BindingFailure, bindingFailure } from "./binding-failure.js";

/** How many columns an error lists. */
const LISTED_COLUMNS = 20;

/** The columns of a relation, found by the names that users write. */
export class Columns {
  readonly #dataset: string;
  readonly #exact = new Map<string, BoundColumn>();
  readonly #folded = new Map<string, BoundColumn>();
  readonly #ignoresCase: boolean;

  /**
   * @param dataset - the source's name, for messages
   * @param columns - as the engine describes them
   * @param dialect - whose rules of names and types hold
   */
  constructor(dataset: string, columns: readonly SqlColumn[], dialect: Dialect) {
    this.#dataset = dataset;
    this.#ignoresCase = dialect.capabilities.ignoresColumnCase;
    for (const { name, type } of columns) {
      const column: BoundColumn = { name, typeName: type, type: dialect.columnType(type) };
      this.#exact.set(name, column);
      this.#folded.set(name.toLowerCase(), column);
    }
  }

  /** The names that the engine gives. */
  get names(): readonly string[] {
    return [...this.#exact.keys()];
  }

  /** The column of a name, or why there is none. */
  find(name: string): Either.Either<BoundColumn, BindingFailure> {
    const found =
      this.#exact.get(name) ?? (this.#ignoresCase ? this.#folded.get(name.toLowerCase()) : undefined);
    if (found !== undefined) return Either.right(found);
    return bindingFailure(
      `column '${name}' does not exist in dataset '${this.#dataset}'; ${this.#hint(name)}`,
    );
  }

  #hint(name: string): string {
    const nearest = nearestName(name, this.names);
    if (nearest !== undefined) return `did you mean '${nearest}'?`;
    const listed = this.names.slice(0, LISTED_COLUMNS).map((known) => `'${known}'`);
    const more = this.names.length - listed.length;
    return `it has ${listed.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  }
}
