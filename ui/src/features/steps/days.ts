/** Calendar days as the records have them: `YYYY-MM-DD`, in the person's own time zone. */

const two = (number: number) => String(number).padStart(2, "0");
const written = (day: Date) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;

export const today = (): string => written(new Date());

/** This many months from a day; the month's last day where it has no such day. */
export function dayIn(months: number, from: Date = new Date()): string {
  const last = new Date(from.getFullYear(), from.getMonth() + months + 1, 0).getDate();
  return written(new Date(from.getFullYear(), from.getMonth() + months, Math.min(from.getDate(), last)));
}

export function isDay(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  return written(new Date(year, month - 1, day)) === text;
}
