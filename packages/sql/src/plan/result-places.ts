import { type Shape, shapeIdentity } from "./shape.js";

/**
 * The places of what earlier steps of statements compute. Equal results of equal shapes have one place, whatever
 * metric asks for them, so that a statement can compute what several metrics read.
 */
export class ResultPlaces {
  readonly #places = new Map<string, Map<string, number>>();

  /**
   * The place of a result.
   *
   * @param shape - that of the statement
   * @param identity - equal for results that are computed once
   * @param first - the first place that is free in a statement of the shape
   */
  of(shape: Shape, identity: string, first: number): number {
    const key = shapeIdentity(shape);
    const places = this.#places.get(key) ?? new Map<string, number>();
    const place = places.get(identity) ?? first + places.size;
    places.set(identity, place);
    this.#places.set(key, places);
    return place;
  }
}
