/** What the server sends: services/web/row.py, board.py and letters.py make it. */

export type Piece = [text: string, kind: string];

export interface Party { name: string; country: string | null; sector: string | null }

export interface Place {
  name: string;
  country: string | null;
  country_name: string | null;
  region: string | null;
  latitude: number | null;
  longitude: number | null;
  resolution: number;
}

export interface Row {
  id: string;
  at: number;
  revision: number;
  change: string;
  type: string;
  mode: string | null;
  quad: number;
  factuality: string;
  by: string | null;
  background: boolean;
  summary: string;
  actors: Party[];
  recipients: Party[];
  more: number;
  place: Place | null;
  countries: string[];
  start: string | null;
  end: string | null;
  casualties: string[];
  mentions: number;
  articles: number;
  sources: number;
  confidence: number;
  evidence: { pieces: Piece[]; source: string; published: string } | null;
}

export interface Gone { id: string; gone: string | true }

export interface Whole {
  id: string;
  actors: Party[];
  recipients: Party[];
  where_reason: string | null;
  when: { start: string | null; end: string | null; granularity: string; basis: string; text: string | null } | null;
  casualties: { claim: string; victims: string | null; by: string | null; at: string | null; latest: boolean }[];
  quantities: { what: string; text: string }[];
  contexts: string[];
  intensity: number;
  codes: Record<string, string | null>;
  confidence_by_field: Record<string, number>;
  /** Mentions in the same words are one telling. */
  tellings: { pieces: Piece[]; count: number; sources: { source: string; article: string; url: string | null; published: string; count: number }[] }[];
  shown: number;
  mention_count: number;
  provenance: Record<string, string | boolean>;
}

export interface Stage {
  name: string;
  topic: string | null;
  rate: number | null;
  workers: number | null;
  in_hand: number | null;
  mean: number | null;
  waiting: number | null;
  seconds: number | null;
  /** partition, end offset, messages behind, seconds behind */
  partitions: [number, number, number | null, number | null][];
}

export interface Status {
  boot: string;
  now: number;
  looked: number | null;
  stale: boolean;
  filled: boolean;
  trouble: string;
  behind: number | null;
  unreadable: number;
  pulse: { p50: number | null; p99: number | null; slo: number; measured: number; articles: number | null; events: number | null };
  history: Record<string, (number | null)[]>;
  dead: number | null;
  letters: number;
  lag: number | null;
  stages: Stage[];
}

export interface Letter {
  where: string;
  at: number;
  stage: string | null;
  reason: string | null;
  origin: string;
  error: string;
  message: string;
  attempts: string;
  key: string;
  bytes: number;
  excerpt: string;
}

export interface Letters {
  number: number;
  kept: number;
  by_reason: { stage: string | null; reason: string | null; count: number }[];
  newest: Letter[];
}

export const QUADS: Record<number, string> = {
  1: "Verbal cooperation",
  2: "Material cooperation",
  3: "Verbal conflict",
  4: "Material conflict",
};
