/** Event days in bins of days, months, quarters, years or decades: the finest that give no more than MOST bars. */
import type { Row } from "./types";

export const MOST = 64;

export interface Bin { from: string; until: string; label: string; major: boolean; rows: number[] }

export interface Bins { bins: Bin[]; unit: string; earlier: number; undated: number }

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86_400_000;

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
const months = (time: number): number => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth();
const month = (number: number): number => Date.UTC(Math.floor(number / 12), number % 12, 1);

/** A step of the axis: which bin a day is in, when a bin begins, how it is called, and whether that deserves a label. */
interface Step { name: string; of(time: number): number; begin(bin: number): number; label(time: number): string; major(time: number): boolean }

function everyMonths(name: string, length: number): Step {
  return {
    name,
    of: (time) => Math.floor(months(time) / length),
    begin: (bin) => month(bin * length),
    label: (time) => {
      const date = new Date(time), year = date.getUTCFullYear();
      if (length === 1) return date.getUTCMonth() === 0 ? String(year) : MONTHS[date.getUTCMonth()]!;
      return String(year);
    },
    major: (time) => (length === 1 ? new Date(time).getUTCMonth() % 3 === 0 : length === 120 || new Date(time).getUTCMonth() === 0),
  };
}

const STEPS: Step[] = [
  {
    name: "day",
    of: (time) => Math.floor(time / DAY),
    begin: (bin) => bin * DAY,
    label: (time) => `${new Date(time).getUTCDate()} ${MONTHS[new Date(time).getUTCMonth()]}`,
    major: (time) => new Date(time).getUTCDay() === 1,
  },
  everyMonths("month", 1),
  everyMonths("quarter", 3),
  everyMonths("year", 12),
  everyMonths("decade", 120),
];

/** Rows by the first day of their event; what is told as background would stretch the axis over centuries and is cut. */
export function bin(rows: Row[]): Bins {
  const dated = rows.flatMap((row) => {
    const first = row.start ?? row.end;
    return first ? [{ time: Date.parse(first), quad: row.quad }] : [];
  });
  const undated = rows.length - dated.length;
  if (dated.length === 0) return { bins: [], unit: "", earlier: 0, undated };
  const times = dated.map(({ time }) => time).sort((a, b) => a - b);
  const low = times[Math.floor(times.length * 0.02)]!, high = times[times.length - 1]!;
  const step = STEPS.find((one) => one.of(high) - one.of(low) < MOST) ?? STEPS[STEPS.length - 1]!;
  const first = Math.max(step.of(low), step.of(high) - MOST + 1), last = step.of(high);
  const bins: Bin[] = [];
  for (let at = first; at <= last; at++) {
    const begin = step.begin(at);
    bins.push({ from: iso(begin), until: iso(step.begin(at + 1) - DAY), label: step.label(begin), major: step.major(begin), rows: [0, 0, 0, 0, 0] });
  }
  let earlier = 0;
  for (const { time, quad } of dated) {
    const bin = bins[step.of(time) - first];
    if (bin) bin.rows[quad] = (bin.rows[quad] ?? 0) + 1;
    else earlier += 1;
  }
  return { bins, unit: step.name, earlier, undated };
}
