/** Numbers, spans of time and days as people write them; an unknown value is a dash. */

export const UNKNOWN = "–";
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export function count(number: number | null): string {
  return number === null ? UNKNOWN : whole.format(number);
}

/** A rate: two digits where it is small. */
export function rate(number: number | null): string {
  if (number === null) return UNKNOWN;
  return number === 0 ? "0" : number < 10 ? number.toFixed(1) : whole.format(number);
}

/** [value, unit] of a span of time in seconds. */
export function span(seconds: number | null): [string, string] {
  if (seconds === null) return [UNKNOWN, ""];
  if (seconds < 1) return seconds === 0 ? ["0", "s"] : [whole.format(seconds * 1000), "ms"];
  if (seconds < 10) return [seconds.toFixed(1), "s"];
  if (seconds < 120) return [whole.format(seconds), "s"];
  if (seconds < 7200) return [whole.format(seconds / 60), "min"];
  return seconds < 172_800 ? [whole.format(seconds / 3600), "h"] : [whole.format(seconds / 86_400), "days"];
}

/** [value, unit] of a lag: the look at the broker is every two seconds, so a shorter one is only known to be shorter. */
export function lagSpan(seconds: number | null, waiting: number | null): [string, string] {
  return seconds !== null && seconds < 2 && (waiting ?? 0) > 0 ? ["<2", "s"] : span(seconds);
}

export function ago(milliseconds: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - milliseconds) / 1000));
  if (seconds < 2) return "now";
  const [value, unit] = span(seconds < 10 ? Math.max(1, seconds) : seconds);
  return `${value.replace(/\.0$/, "")} ${unit} ago`;
}

export function time(milliseconds: number): string {
  return clock.format(milliseconds);
}

/** 2015-03-07 -> 7 March 2015. */
export function day(iso: string): string {
  const [year, month, date] = iso.split("-").map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** Whole years and months by their name, other spans by their first and last day. */
export function days(start: string | null, end: string | null): string {
  if (!start && !end) return "date unknown";
  if (!start) return `until ${day(end as string)}`;
  if (!end) return `since ${day(start)}`;
  if (start === end) return day(start);
  const [year, month, first] = start.split("-").map(Number) as [number, number, number];
  const [lastYear, lastMonth, last] = end.split("-").map(Number) as [number, number, number];
  if (first === 1 && last === new Date(Date.UTC(lastYear, lastMonth, 0)).getUTCDate()) {
    if (year === lastYear && month === lastMonth) return `${MONTHS[month - 1]} ${year}`;
    if (month === 1 && lastMonth === 12) return year === lastYear ? String(year) : `${year}–${lastYear}`;
  }
  if (year === lastYear && month === lastMonth) return `${first}–${day(end)}`;
  return `${day(start)} – ${day(end)}`;
}

export function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** no_events -> no events */
export function plain(name: string): string {
  return name.replaceAll("_", " ").replaceAll("-", " ");
}
