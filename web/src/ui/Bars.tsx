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
const NAME = 150;
const WIDTH = 480;
const ROOM = WIDTH - NAME - 90;

/**
 * Lying bars. Measured ones are filled and expected ones hatched, so that they are told apart
 * without colour as well. The figures always stand in a table beside it.
 */
export function Bars({ label, bars, write }: Props) {
  const most = Math.max(...bars.map((bar) => Math.abs(bar.value)), 1);
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
        const length = Math.max((Math.abs(bar.value) / most) * ROOM, 2);
        const y = at * ROW;
        return (
          <g key={bar.name}>
            <text x={NAME - 10} y={y + 21} textAnchor="end">
              {bar.name.length > 20 ? `${bar.name.slice(0, 19)}…` : bar.name}
            </text>
            <rect x={NAME} y={y + 5} width={length} height={22} className={`bars-${bar.tone}`} />
            <text x={NAME + length + 6} y={y + 21}>
              {write(bar.value)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
