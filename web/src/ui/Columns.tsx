import "./columns.css";

export type Tone = "measured" | "failed" | "before";

export interface Column {
  /** What tells it from another of the same name. */
  id: string;
  /** The name below it, a month for instance. */
  name: string;
  /** What it is made of, from the bottom up. */
  parts: { value: number; tone: Tone }[];
}

export interface Level {
  name: string;
  value: number;
  tone: "expected" | "before";
}

interface Props {
  /** What the picture shows, for those who cannot see it. */
  label: string;
  columns: Column[];
  /** Lines across all columns: what is expected, or was before. */
  levels?: Level[];
  write: (value: number) => string;
}

const COLUMN = 56;
const LEFT = 64;
const TOP = 28;
const HEIGHT = 200;
const BOTTOM = 30;
/** Room to the right for the names of levels. */
const RIGHT = 150;

/**
 * Standing columns over time, and lines across them for what was expected. Tones differ by pattern
 * as well as by colour. It is as wide as it needs to be and scrolls, so that its words can be read
 * on a phone; the figures always stand in a table beside it.
 */
export function Columns({ label, columns, levels = [], write }: Props) {
  const sums = columns.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(...sums, ...levels.map((level) => level.value), 0) || 1;
  const tall = (value: number) => (Math.max(value, 0) / most) * HEIGHT;
  const width = LEFT + columns.length * COLUMN + (levels.length > 0 ? RIGHT : 10);
  const foot = TOP + HEIGHT;
  return (
    <svg
      className="columns"
      role="img"
      aria-label={label}
      width={width}
      height={foot + BOTTOM}
      viewBox={`0 0 ${width} ${foot + BOTTOM}`}
    >
      <defs>
        <pattern id="crossed" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" className="columns-failed-ground" />
          <path d="M0 6 6 0M0 0 6 6" className="columns-failed-line" />
        </pattern>
      </defs>
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <line
            className="columns-grid"
            x1={LEFT}
            x2={LEFT + columns.length * COLUMN}
            y1={foot - part * HEIGHT}
            y2={foot - part * HEIGHT}
          />
          <text x={LEFT - 8} y={foot - part * HEIGHT + 5} textAnchor="end">
            {write(part * most)}
          </text>
        </g>
      ))}
      {columns.map((column, at) => (
        <One key={column.id} column={column} x={LEFT + at * COLUMN} foot={foot} tall={tall} />
      ))}
      {levels.map((level) => (
        <g key={level.name}>
          <line
            className={`columns-level columns-level--${level.tone}`}
            x1={LEFT}
            x2={width - RIGHT + 6}
            y1={foot - tall(level.value)}
            y2={foot - tall(level.value)}
          />
          <text x={width - RIGHT + 10} y={foot - tall(level.value) + 5}>
            {level.name} {write(level.value)}
          </text>
        </g>
      ))}
    </svg>
  );
}

interface OneProps {
  column: Column;
  x: number;
  foot: number;
  tall: (value: number) => number;
}

function One({ column, x, foot, tall }: OneProps) {
  let below = 0;
  return (
    <g>
      {column.parts.map(({ value, tone }) => {
        const height = tall(value);
        below += height;
        return (
          <rect
            key={tone}
            className={`columns-${tone}`}
            x={x + 8}
            y={foot - below}
            width={COLUMN - 16}
            height={height}
          />
        );
      })}
      <text x={x + COLUMN / 2} y={foot + 20} textAnchor="middle">
        {column.name}
      </text>
    </g>
  );
}
