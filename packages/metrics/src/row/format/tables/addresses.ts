import type { Format } from "../format.js";

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const PIECE = "[0-9A-Fa-f]{1,4}";
/** The nine forms of RFC 3986, appendix A: where the run of zeros is that `::` stands for. */
const LAST_32 = `(?:${PIECE}:${PIECE}|${IPV4})`;
const IPV6 = [
  `(?:${PIECE}:){6}${LAST_32}`,
  `::(?:${PIECE}:){5}${LAST_32}`,
  `(?:${PIECE})?::(?:${PIECE}:){4}${LAST_32}`,
  `(?:(?:${PIECE}:){0,1}${PIECE})?::(?:${PIECE}:){3}${LAST_32}`,
  `(?:(?:${PIECE}:){0,2}${PIECE})?::(?:${PIECE}:){2}${LAST_32}`,
  `(?:(?:${PIECE}:){0,3}${PIECE})?::${PIECE}:${LAST_32}`,
  `(?:(?:${PIECE}:){0,4}${PIECE})?::${LAST_32}`,
  `(?:(?:${PIECE}:){0,5}${PIECE})?::${PIECE}`,
  `(?:(?:${PIECE}:){0,6}${PIECE})?::`,
];
const LABEL = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?";
/** What host names are made of: letters and digits of all languages and underscores, but no spaces nor controls. */
const FOREIGN =
  "\\u00a1-\\u167f\\u1681-\\u1fff\\u2070-\\u2fff\\u3001-\\ud7ff\\uf900-\\ufefe\\u{10000}-\\u{10ffff}";
const HOST_LETTER = `[0-9A-Za-z_${FOREIGN}]`;
const HOST_LABEL = `${HOST_LETTER}(?:[0-9A-Za-z_${FOREIGN}-]{0,61}${HOST_LETTER})?`;
/** The last part of a host name is no number: otherwise it would be an IPv4 address. */
const LAST_LABEL = `(?:[0-9][0-9-]{0,61})?[A-Za-z_${FOREIGN}](?:[0-9A-Za-z_${FOREIGN}-]{0,61}${HOST_LETTER})?`;
const PORT = "(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
const USER = '[^\\s/?#@<>"\\[\\]\\\\]+';
const BEHIND_HOST = '[/?#][^\\s<>"\\\\^`{|}\\x00-\\x1f\\x7f-\\x9f]*';
const ATOM = "[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+";

/** Addresses in networks, and identifiers of things in them. */
export const networkAddresses = {
  email: {
    summary:
      "A mail address: dotted words of ASCII letters, digits and signs, at most 64 characters, then @ and a host name with at least one dot, whose last part is letters or begins with xn--; at most 254 characters. Quoted local parts, comments and address literals are not accepted.",
    source: "RFC 5321, without its quoted and literal forms",
    rule: {
      kind: "text",
      patterns: [
        `^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+(?:[A-Za-z]{2,63}|[Xx][Nn]--[0-9A-Za-z-]{0,58}[0-9A-Za-z])$`,
        "^[^@]{1,64}@",
      ],
      maximumLength: 254,
    },
    example: "ada.lovelace+notes@example.org",
    counterexample: "ada..lovelace@example.org",
  },
  url: {
    summary:
      "An absolute URL of the web: http, https or ftp, a host name or IPv4 address or an IPv6 address in brackets, perhaps with a port up to 65535, a path, a query and a fragment. White space, controls, quotes and angle brackets are not accepted, user names are.",
    source: "RFC 3986; characters beyond ASCII as in RFC 3987",
    rule: {
      kind: "text",
      patterns: [
        `^(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://(?:${USER}@)?(?:(?:${HOST_LABEL}\\.)*${LAST_LABEL}\\.?|${IPV4}|\\[[0-9A-Fa-f:.]+\\])(?::${PORT})?(?:${BEHIND_HOST})?$`,
      ],
    },
    example: "https://example.org:8080/a?b=c#d",
    counterexample: "https://example.org/a b",
  },
  uuid: {
    summary:
      "A UUID of any version: 32 hexadecimal digits, in either case, with hyphens in the groups 8-4-4-4-12.",
    source: "RFC 9562",
    rule: { kind: "text", patterns: ["^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"] },
    example: "123e4567-e89b-12d3-a456-426614174000",
    counterexample: "123e4567-e89b-12d3-a456-42661417400g",
  },
  ipv4: {
    summary: "An IPv4 address: four decimal numbers up to 255, without leading zeros.",
    source: "RFC 3986, IPv4address",
    rule: { kind: "text", patterns: [`^${IPV4}$`] },
    example: "192.0.2.1",
    counterexample: "192.0.2.256",
  },
  ipv6: {
    summary:
      "An IPv6 address: eight groups of hexadecimal digits, of which `::` stands once for one or more that are zero, the last two perhaps as an IPv4 address. Zones (%eth0) are not accepted.",
    source: "RFC 4291, in the forms of RFC 3986",
    rule: { kind: "text", patterns: [`^(?:${IPV6.join("|")})$`] },
    example: "2001:db8::1",
    counterexample: "2001:db8::1::2",
  },
  cidr: {
    summary:
      "A block of addresses: an IPv4 address and a prefix of up to 32 bits, or an IPv6 address and one of up to 128. Bits behind the prefix may be set.",
    source: "RFC 4632 and RFC 4291",
    rule: {
      kind: "text",
      patterns: [
        `^(?:${IPV4}/(?:3[0-2]|[12]?[0-9])|(?:${IPV6.join("|")})/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$`,
      ],
    },
    example: "192.0.2.0/24",
    counterexample: "192.0.2.0/33",
  },
  mac: {
    summary:
      "A MAC address of 48 bits: six pairs of hexadecimal digits with colons or hyphens between them, or three groups of four with dots.",
    source: "IEEE 802 (EUI-48)",
    rule: {
      kind: "text",
      patterns: [
        "^(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}(?:\\.[0-9A-Fa-f]{4}){2})$",
      ],
    },
    example: "00:1B:44:11:3A:B7",
    counterexample: "00:1B:44:11:3A-B7",
  },
} as const satisfies Readonly<Record<string, Format>>;
