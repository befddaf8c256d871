import { nearestName, showValue } from "@dqx/common";
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from "yaml";
import { ConfigError, type Position } from "../config/config-error.js";

/** The most aliases that a file may use: what they stand for is read once for each. */
const MAXIMUM_ALIASES = 100;

/** Reads YAML step by step, each step knowing where it is in the file. */
export class YamlReader {
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;
  #aliases = 0;

  /**
   * @param file - as it was named, for messages
   * @param text - the file's text
   * @throws {@link ConfigError} where it is no YAML
   */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#lines = new LineCounter();
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const [error] = this.#document.errors;
    if (error !== undefined) throw this.#errorAt(error.pos[0], `This is no YAML: ${error.message}`, error);
  }

  /** The whole document. */
  get root(): YamlValue {
    return this.value(this.#document.contents, 0);
  }

  /** A node to be read; `offset` is where its place would be when it is empty. */
  value(node: unknown, offset: number): YamlValue {
    return new YamlValue(this, this.#resolve(node), offset);
  }

  /** An error at an offset of the file. */
  errorAt(offset: number, message: string, cause?: unknown): ConfigError {
    return this.#errorAt(offset, message, cause);
  }

  #resolve(node: unknown): Node | undefined {
    if (!isAlias(node)) return (node ?? undefined) as Node | undefined;
    this.#aliases += 1;
    if (this.#aliases > MAXIMUM_ALIASES) {
      throw this.#errorAt(
        node.range?.[0] ?? 0,
        `More than ${MAXIMUM_ALIASES} aliases. Write the values out.`,
      );
    }
    const target = node.resolve(this.#document);
    if (target !== undefined) return this.#resolve(target);
    const message = `There is no anchor '${node.source}' before this. Quote a text that begins with '*'.`;
    throw this.#errorAt(node.range?.[0] ?? 0, message);
  }

  /** Where a place of the text is. */
  positionAt(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #errorAt(offset: number, message: string, cause?: unknown): ConfigError {
    const position = this.positionAt(offset);
    return new ConfigError(this.#file, position, message, cause === undefined ? {} : { cause });
  }
}

/** A value of a YAML file, and where it stands. */
export class YamlValue {
  readonly #reader: YamlReader;
  readonly #node: Node | undefined;
  readonly #offset: number;

  /** Made by {@link YamlReader}. */
  constructor(reader: YamlReader, node: Node | undefined, offset: number) {
    this.#reader = reader;
    this.#node = node;
    this.#offset = node?.range?.[0] ?? offset;
  }

  /** Where it begins. */
  get position(): Position {
    return this.#reader.positionAt(this.#offset);
  }

  /** Whether nothing is written. */
  get isEmpty(): boolean {
    return this.#node === undefined || (isScalar(this.#node) && this.#node.value === null);
  }

  /** Whether it is one value, and no list or map. */
  get isScalar(): boolean {
    return isScalar(this.#node);
  }

  /**
   * An error about this value.
   *
   * @param message - what is wrong and what to write
   * @param at - how many characters into a text of one line
   * @param cause - the error that led to it
   */
  error(message: string, at = 0, cause?: unknown): ConfigError {
    return this.#reader.errorAt(this.#offset + (at === 0 ? 0 : this.#written(at)), message, cause);
  }

  /** The values of a map, by key. */
  map(what: string): ReadonlyMap<string, YamlEntry> {
    if (!isMap(this.#node)) throw this.error(`${what} is ${this.#shown()}. Write a map of keys and values.`);
    return new Map(
      this.#node.items.map((pair) => {
        const key = this.#key(pair);
        return [key.text(`A key of ${what}`), { key, value: this.#reader.value(pair.value, key.#offset) }];
      }),
    );
  }

  /**
   * The values of a map whose keys are known.
   *
   * @param what - what it is, for messages
   * @param known - the keys that it may have
   */
  fields<Key extends string>(what: string, known: readonly Key[]): ReadonlyMap<Key, YamlValue> {
    const fields = new Map<Key, YamlValue>();
    for (const [name, { key, value }] of this.map(what)) {
      const found = known.find((each) => each === name);
      if (found === undefined) {
        const nearest = nearestName(name, known);
        const hint =
          nearest === undefined ? `It can have: ${known.join(", ")}.` : `Did you mean '${nearest}'?`;
        throw key.error(`${what} has no key '${name}'. ${hint}`);
      }
      fields.set(found, value);
    }
    return fields;
  }

  /** The values of a list. */
  list(what: string): readonly YamlValue[] {
    if (!isSeq(this.#node))
      throw this.error(`${what} is ${this.#shown()}. Write a list: [a, b], or lines that begin with '-'.`);
    return this.#node.items.map((item) => this.#reader.value(item, this.#offset));
  }

  /** A text that is not empty. */
  text(what: string): string {
    const value = this.scalar();
    if (typeof value === "string" && value.trim() !== "") return value;
    throw this.error(
      `${what} is ${this.#shown()}. Write a text that is not empty${typeof value === "number" ? ", in quotes" : ""}.`,
    );
  }

  /** A finite number. */
  number(what: string): number {
    const value = this.scalar();
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw this.error(`${what} is ${this.#shown()}. Write a number.`);
  }

  /** A text, a number, true or false; nothing for all else. */
  scalar(): unknown {
    return isScalar(this.#node) ? this.#node.value : undefined;
  }

  #key(pair: Pair): YamlValue {
    return this.#reader.value(pair.key, this.#offset);
  }

  #shown(): string {
    if (this.isEmpty) return "empty";
    if (isMap(this.#node)) return "a map";
    return isSeq(this.#node) ? "a list" : showValue(this.scalar());
  }

  /** Behind the quote, if there is one; texts over several lines are pointed at as a whole. */
  #written(at: number): number {
    if (!isScalar(this.#node)) return 0;
    if (this.#node.type === "PLAIN") return at;
    return this.#node.type === "QUOTE_DOUBLE" || this.#node.type === "QUOTE_SINGLE" ? at + 1 : 0;
  }
}

/** A key with its value. */
export interface YamlEntry {
  readonly key: YamlValue;
  readonly value: YamlValue;
}
