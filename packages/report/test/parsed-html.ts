import type { DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;

/** The elements of a tree with the names of their attributes: all that is markup in it. */
export function shapeOf(node: Node): unknown {
  const children =
    "childNodes" in node ? node.childNodes.filter((child) => "tagName" in child).map(shapeOf) : [];
  return "tagName" in node ? [node.tagName, node.attrs.map(({ name }) => name), children] : children;
}

/** All elements of a tree. */
export function elementsOf(node: Node): readonly DefaultTreeAdapterTypes.Element[] {
  const below = "childNodes" in node ? node.childNodes.flatMap(elementsOf) : [];
  return "tagName" in node ? [node, ...below] : below;
}

/** The text that a tree shows. */
export function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}
