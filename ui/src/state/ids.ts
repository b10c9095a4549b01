/** Ids of new records: UUIDv7, so that they sort by the time they were made. */

let last = 0;
let counter = 0;

/** `now` in milliseconds since 1970. Ids made within one millisecond sort in the order in which they were made. */
export function newId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  if (now > last) {
    last = now;
    // Half of the counter's room is left, so that it does not overflow within a millisecond.
    counter = ((bytes[6]! & 0x07) << 8) | bytes[7]!;
  } else {
    counter++;
    if (counter > 0xfff) {
      last++;
      counter = 0;
    }
  }
  for (let at = 5, rest = last; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256;
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
