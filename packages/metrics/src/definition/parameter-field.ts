import {
  type CanonicalValue,
  InvalidArgumentError,
  MAXIMUM_WINDOW,
  nearestName,
  showValue,
} from "@dqx/common";
import { canonicalLiterals, decodeLiteral, type MetricLiteral } from "../row/metric-literal.js";

/**
 * One parameter of a metric: how it is checked and brought into its one canonical form. Fields are data, so
 * that documentation and schemas can be derived from them.
 */
export interface ParameterField<Value> {
  /** What the field holds, in words for documentation and messages. */
  readonly description: string;
  /**
   * Checks a value that may come from anywhere.
   *
   * @param value - what was given
   * @param place - the metric and parameter, for the message
   * @throws {@link InvalidArgumentError} when it does not fit
   */
  decode(value: unknown, place: string): Value;
  /** A list of which one item may be given alone where the parameter comes by position; not one when absent. */
  readonly isList?: true;
  /** Whether it is true, or left out; not one when absent. */
  readonly isFlag?: true;
  /** The words of which it is one; absent where it is no such choice. */
  readonly choices?: readonly string[];
  /** The smallest number of days, where the parameter is one. */
  readonly minimumDays?: number;
  /** The value as it enters the metric's identity; absent where a value is canonical itself. */
  canonical?(value: Value): CanonicalValue;
}

/** The fields of a metric's parameters, by name. */
export type ParameterFields<Parameters> = {
  readonly [Name in keyof Parameters]: ParameterField<Parameters[Name]>;
};

/** A column's name: any text but the empty one. */
export const columnField: ParameterField<string> = {
  description: "the name of a column",
  decode(value, place) {
    if (typeof value === "string" && value !== "") return value;
    throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give the name of a column.`);
  },
};

/** One or more columns; neither order nor repetition matters. */
export const columnsField: ParameterField<readonly string[]> = {
  description: "the names of one or more columns; their order does not matter",
  isList: true,
  decode(value, place) {
    if (!Array.isArray(value) || value.length === 0) {
      throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give a list of at least one column.`);
    }
    const names = value.map((name: unknown, index) => columnField.decode(name, `${place}[${index}]`));
    return [...new Set(names)].toSorted();
  },
};

/** One or more literals to compare with; neither order nor repetition matters, their types do. */
export const valuesField: ParameterField<readonly MetricLiteral[]> = {
  description: "one or more texts, finite numbers, bigints or booleans; their order does not matter",
  isList: true,
  decode(value, place) {
    if (!Array.isArray(value) || value.length === 0) {
      throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give a list of at least one value.`);
    }
    return canonicalLiterals(
      value.map((literal: unknown, index) =>
        decodeLiteral(literal, `${place}[${index}]`, "nullCount counts nulls and nanCount NaN"),
      ),
    );
  },
};

/** One literal to compare with; its type is part of its meaning. */
export const valueField: ParameterField<MetricLiteral> = {
  description: "a text, a finite number, a bigint or a boolean",
  decode: (value, place) => decodeLiteral(value, place, "nanCount counts NaN"),
};

/** What another field takes, or null. */
export function nullableField<Value>(field: ParameterField<Value>): ParameterField<Value | null> {
  return {
    description: `${field.description}, or null`,
    decode: (value, place) => (value === null ? null : field.decode(value, place)),
  };
}

/**
 * What another field takes; a default when it is left out. The default is part of the identity, so that leaving
 * it out and giving it is the same metric.
 */
export function defaultedField<Value>(field: ParameterField<Value>, otherwise: Value): ParameterField<Value> {
  return {
    description: `${field.description}; ${String(otherwise)} by default`,
    decode: (value, place) => field.decode(value === undefined ? otherwise : value, place),
  };
}

/** One value and no other. @param constant - the value */
export function constantField<Value extends CanonicalValue>(constant: Value): ParameterField<Value> {
  return {
    description: String(constant),
    decode(value, place) {
      if (value === constant) return constant;
      throw new InvalidArgumentError(
        `${place} is ${showValue(value)}. Give ${String(constant)}, or leave it out.`,
      );
    },
  };
}

/** Whether something that is not usual is wanted; leaving it out and false are the same. */
export function flagField(description: string): ParameterField<boolean | undefined> {
  return {
    isFlag: true,
    description: `${description}; false by default`,
    decode(value, place) {
      if (value === undefined || value === false) return undefined;
      if (value === true) return true;
      throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give true or false.`);
    },
  };
}

/**
 * One of several words, a default when it is left out.
 *
 * @param words - what may be given
 * @param otherwise - what leaving it out means; part of the identity, as if it had been given
 */
export function choiceField<const Word extends string>(
  words: readonly Word[],
  otherwise?: NoInfer<Word>,
): ParameterField<Word> {
  const listed = words.map((word) => JSON.stringify(word)).join(", ");
  return {
    choices: words,
    description: `one of ${listed}${otherwise === undefined ? "" : `; ${JSON.stringify(otherwise)} by default`}`,
    decode(value, place) {
      const found = words.find((word) => word === (value ?? otherwise));
      if (found !== undefined) return found;
      const nearest = typeof value === "string" ? nearestName(value, words) : undefined;
      const hint =
        nearest === undefined ? `Give one of ${listed}.` : `Did you mean ${JSON.stringify(nearest)}?`;
      throw new InvalidArgumentError(`${place} is ${showValue(value)}. ${hint}`);
    },
  };
}

/** A whole number from a minimum on. */
export function wholeNumberField(minimum: number): ParameterField<number> {
  return {
    description: `a whole number, ${minimum} or more`,
    decode(value, place) {
      if (typeof value === "number" && Number.isSafeInteger(value) && value >= minimum) return value;
      throw new InvalidArgumentError(
        `${place} is ${showValue(value)}. Give a whole number, ${minimum} or more.`,
      );
    },
  };
}

/** A finite number above 0, or nothing. */
export const positiveNumberField: ParameterField<number | undefined> = {
  description: "a number above 0; left out by default",
  decode(value, place) {
    if (value === undefined) return undefined;
    if (typeof value === "number" && value > 0 && Number.isFinite(value)) return value;
    throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give a number above 0.`);
  },
};

/** Any number of columns, none by default; neither order nor repetition matters. */
export const keyColumnsField: ParameterField<readonly string[]> = {
  description: "the names of columns; their order does not matter, and there are none by default",
  isList: true,
  decode: (value, place) =>
    value === undefined || (Array.isArray(value) && value.length === 0)
      ? []
      : columnsField.decode(value, place),
};

/** The edges of bins: two finite numbers or more; neither order nor repetition matters. */
export const edgesField: ParameterField<readonly number[]> = {
  description: "two or more finite numbers; their order does not matter",
  isList: true,
  decode(value, place) {
    const isEdge = (edge: unknown): edge is number => typeof edge === "number" && Number.isFinite(edge);
    const given: readonly unknown[] = Array.isArray(value) ? value : [];
    const edges = [...new Set(given.filter(isEdge).map((edge) => (edge === 0 ? 0 : edge)))];
    if (given.every(isEdge) && edges.length >= 2) return edges.toSorted((a, b) => a - b);
    throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give two finite numbers or more.`);
  },
};

/** A share from 0 to 1, as quantiles have it. */
export const shareField: ParameterField<number> = {
  description: "a number from 0 to 1",
  decode(value, place) {
    if (typeof value === "number" && value >= 0 && value <= 1) return value === 0 ? 0 : value;
    throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give a number from 0 to 1.`);
  },
};

/** One or more shares from 0 to 1; neither order nor repetition matters. */
export const sharesField: ParameterField<readonly number[]> = {
  description: "one or more numbers from 0 to 1; their order does not matter",
  isList: true,
  decode(value, place) {
    if (!Array.isArray(value) || value.length === 0) {
      throw new InvalidArgumentError(`${place} is ${showValue(value)}. Give a list of at least one number.`);
    }
    const shares = value.map((share: unknown, index) => shareField.decode(share, `${place}[${index}]`));
    return [...new Set(shares)].toSorted((a, b) => a - b);
  },
};

/** A number of days from a minimum on, as many as a window may have. */
export function daysField(minimum: number): ParameterField<number> {
  const { decode } = wholeNumberField(minimum);
  return {
    description: `a whole number from ${minimum} to ${MAXIMUM_WINDOW}`,
    minimumDays: minimum,
    decode(value, place) {
      const days = decode(value, place);
      if (days <= MAXIMUM_WINDOW) return days;
      throw new InvalidArgumentError(
        `${place} is ${days} days. Give at most ${MAXIMUM_WINDOW}, which are a hundred years.`,
      );
    },
  };
}
