import fc from "fast-check";
import ipaddr from "ipaddr.js";
import validator from "validator";
import { joined, of } from "./characters.js";
import { accepted, type FormatTruth, refused } from "./format-truth.js";

const HEX = "0123456789abcdefABCDEF";
const WORD = "abcdefghijklmnopqrstuvwxyz0123456789";
const octets = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }).map((parts) => parts.join("."));
const pieces = (count: number) =>
  fc.array(of(HEX, 1, 4), { minLength: count, maxLength: count }).map((parts) => parts.join(":"));
const shortened = fc
  .tuple(fc.nat(6), fc.nat(6))
  .filter(([a, b]) => a + b < 8)
  .chain(([a, b]) => joined(pieces(a), "::", pieces(b)));
const ipv6 = fc.oneof(pieces(8), shortened, joined(pieces(6), ":", octets), joined("::ffff:", octets));
const host = joined(
  of(WORD, 1, 10),
  ".",
  of(WORD, 1, 10),
  ".",
  fc.constantFrom("com", "org", "museum", "de"),
);

/** Addresses, by validator and ipaddr.js. */
export const networkTruths = {
  email: {
    texts: joined(of(`${WORD}.+_-`, 1, 12), "@", host),
    oracle: (text) => validator.isEmail(text),
    differences: [
      refused("The local part is ASCII: RFC 5321, without RFC 6531.", "jörg@example.org", /[^\0-\x7f]/),
      refused("Quoted local parts are not accepted.", '"a b"@example.org', /^"/),
    ],
  },
  url: {
    texts: joined(
      fc.constantFrom("http://", "https://", "ftp://", "HTTPS://"),
      fc.oneof(host, octets, fc.constant("localhost")),
      fc.constantFrom("", ":8080", ":65535"),
      fc.constantFrom("", "/", "/a/b.html", "/a?b=c&d=%20", "/#top", "?x=1"),
    ),
    oracle: (text) =>
      validator.isURL(text, {
        protocols: ["http", "https", "ftp"],
        require_protocol: true,
        require_tld: false,
        allow_underscores: true,
      }),
    differences: [
      refused("Two slashes stand behind the scheme.", "http:a.example.org", /^[a-z]+:(?!\/\/)/i),
      refused(
        "A colon behind the host has a port behind it.",
        "ftp://localhost:/a",
        /^[a-z]+:\/\/[^/]*:(?![0-9])/i,
      ),
      refused(
        "The last part of a host name has a letter, or all of it is an IPv4 address.",
        "http://129.252.249.2-53/",
        /^[a-z]+:\/\/[0-9.-]+(?:[/:?#]|$)/i,
      ),
      refused(
        "Characters that cannot be seen are no part of a host name.",
        "ftp://local\u200bhost",
        /\u200b/,
      ),
      refused("Controls are not accepted.", "https://example.org/\0", (text) => text.includes("\0")),
      accepted(
        "There is no limit on the length.",
        `https://example.org/${"a".repeat(3000)}`,
        (text) => text.length > 2083,
      ),
    ],
  },
  uuid: {
    texts: joined(of(HEX, 8), "-", of(HEX, 4), "-", of(HEX, 4), "-", of(HEX, 4), "-", of(HEX, 12)),
    oracle: (text) => validator.isUUID(text, "loose"),
    differences: [],
  },
  ipv4: {
    texts: octets,
    oracle: (text) => ipaddr.IPv4.isValidFourPartDecimal(text) && validator.isIP(text, 4),
    differences: [],
  },
  ipv6: {
    texts: ipv6,
    oracle: (text) => ipaddr.IPv6.isValid(text),
    differences: [],
  },
  cidr: {
    texts: fc.oneof(joined(octets, "/", fc.nat(34).map(String)), joined(ipv6, "/", fc.nat(130).map(String))),
    oracle: (text) => ipaddr.isValidCIDR(text),
    differences: [
      refused("An octet has no leading zeros, which some read as octal.", "07.8.7.23/28", /(?:^|\.)0[0-9]/),
      refused(
        "There are four octets, each in decimal.",
        "3.3.30843/22",
        (text) => text.split(".").length < 4,
      ),
    ],
  },
  mac: {
    texts: fc.oneof(
      ...[":", "-"].map((separator) =>
        fc.array(of(HEX, 2), { minLength: 6, maxLength: 6 }).map((parts) => parts.join(separator)),
      ),
      fc.array(of(HEX, 4), { minLength: 3, maxLength: 3 }).map((parts) => parts.join(".")),
    ),
    oracle: (text) => validator.isMACAddress(text, { eui: "48" }),
    differences: [],
  },
} satisfies Record<string, FormatTruth>;
