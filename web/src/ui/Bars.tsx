import "./bars.css";

export interface Bar {
  name: string;
  value: number;
  tone: "before" | "expected" | "measured";
}

interface Props {
  /** What the picture shows, for those who cannot see it. */
  label: string;
  bars: Bar[];
  write: (value: number) => string;
}

const ROW = 34;
const WIDTH = 480;
/** Letters of a name that there is room for, and how wide a letter is. */
const LETTERS = 26;
const LETTER = 7.6;

/**
 * Lying bars. Measured ones are filled and expected ones hatched, so that they are told apart
 * without colour as well. The figures always stand in a table beside it.
 */
export function Bars({ label, bars, write }: Props) {
  const most = Math.max(...bars.map((bar) => Math.abs(bar.value))) || 1;
  const longest = Math.max(...bars.map((bar) => bar.name.length));
  const start = Math.max(150, Math.min(longest, LETTERS) * LETTER + 14);
  const room = WIDTH - start - 90;
  return (
    <svg
      className="bars"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}
    >
      <defs>
        <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" className="bars-expected-ground" />
          <path d="M0 6 6 0" className="bars-expected-line" />
        </pattern>
      </defs>
      {bars.map((bar, at) => {
        const length = Math.max((Math.abs(bar.value) / most) * room, 2);
        const y = at * ROW;
        return (
          <g key={bar.name}>
            <text x={start - 10} y={y + 21} textAnchor="end">
              {bar.name.length > LETTERS ? `${bar.name.slice(0, LETTERS - 1)}…` : bar.name}
            </text>
            <rect x={start} y={y + 5} width={length} height={22} className={`bars-${bar.tone}`} />
            <text x={start + length + 6} y={y + 21}>
              {write(bar.value)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
