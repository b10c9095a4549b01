/** Durations as people write them. */

/** "15", "15 min", "1 h 30", "1:30", "2 days" (of eight hours) in minutes; null where it cannot be read. */
export function readMinutes(text: string): number | null {
  const plain = text.trim().toLowerCase().replace(",", ".");
  if (plain === "") return null;
  const clock = /^(\d+):([0-5]\d)$/.exec(plain);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const parts = [...plain.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)/g)];
  if (
    parts
      .map(([part]) => part)
      .join("")
      .replace(/\s/g, "") !== plain.replace(/\s/g, "")
  )
    return null;
  let minutes = 0;
  let last = "";
  for (const [, amount, unit] of parts) {
    const factor = unit ? factors[unit] : last === "h" ? 1 : last === "" ? 1 : null;
    if (!factor) return null;
    minutes += Number(amount) * factor;
    last = unit ? (factor === 60 ? "h" : "other") : "other";
  }
  const whole = Math.round(minutes);
  return whole <= most ? whole : null;
}

/** A year. */
const most = 366 * 24 * 60;

const factors: Record<string, number> = {
  m: 1,
  min: 1,
  mins: 1,
  minute: 1,
  minutes: 1,
  h: 60,
  hr: 60,
  hrs: 60,
  hour: 60,
  hours: 60,
  d: 480,
  day: 480,
  days: 480,
};
