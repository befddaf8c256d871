let latest = 0;

/**
 * A new UUID of version 7 (RFC 9562, section 5.7): the time in milliseconds, then 74 random bits. Those that one process
 * makes are in order, since each has a millisecond of its own.
 *
 * @returns for example `0194f3c2-7c1e-7b3a-9d52-3f0a6c1e8b47`
 */
export function uuidv7(): string {
  latest = Math.max(Date.now(), latest + 1);
  const { randomFillSync } = process.getBuiltinModule("node:crypto");
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes.writeUIntBE(latest, 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
