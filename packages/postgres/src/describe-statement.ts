import type { ClientBase, Connection, FieldDef, Submittable } from "pg";

/**
 * Asks for the columns of a statement, which the server parses and neither plans nor runs. The extended protocol
 * takes exactly one statement.
 *
 * @param client - in whose transaction
 * @param text - the statement, with placeholders such as `$1`
 */
export function describeStatement(client: ClientBase, text: string): Promise<readonly FieldDef[]> {
  return new Promise((resolve, reject) => {
    client.query(new StatementDescription(text, resolve, reject));
  });
}

/** What the client calls while it sends a request and reads the answer. */
class StatementDescription implements Submittable {
  readonly #text: string;
  readonly #resolve: (fields: readonly FieldDef[]) => void;
  readonly #reject: (cause: unknown) => void;
  #fields: readonly FieldDef[] = [];

  constructor(
    text: string,
    resolve: (fields: readonly FieldDef[]) => void,
    reject: (cause: unknown) => void,
  ) {
    this.#text = text;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    connection.parse({ name: "", text: this.#text, types: [] }, true);
    connection.describe({ type: "S", name: "" }, true);
    connection.sync();
  }

  handleParseComplete(): void {}

  handleRowDescription({ fields }: { readonly fields: readonly FieldDef[] }): void {
    this.#fields = fields;
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#fields);
  }

  handleError(cause: unknown): void {
    this.#reject(cause);
  }
}
