import "./bars.css";

export interface Line {
  name: string;
  tone: "before" | "expected" | "measured";
  values: (number | null)[];
}

interface Props {
  /** What the picture shows, for those who cannot see it. */
  label: string;
  /** What stands below each point, in order. */
  steps: string[];
  lines: Line[];
  write: (value: number) => string;
}

const WIDTH = 720;
const HEIGHT = 260;
const LEFT = 64;
const RIGHT = 44;
const TOP = 16;
const FOOT = 34;

/**
 * Lines over time. They are told apart by dashes and by the form of their points as well as by
 * colour. The figures always stand in a table beside them.
 */
export function Lines({ label, steps, lines, write }: Props) {
  const all = lines.flatMap((line) => line.values).filter((one): one is number => one !== null);
  const hasNone = all.length === 0;
  const most = roundUp(Math.max(...all, 1));
  const x = (at: number) =>
    LEFT + (steps.length < 2 ? 0.5 : at / (steps.length - 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => TOP + (1 - value / most) * (HEIGHT - TOP - FOOT);
  // A small axis has no room for a middle that reads as one of its ends.
  const marks = [0, most / 2, most].filter(
    (value, at, all) => all.findIndex((other) => write(other) === write(value)) === at,
  );
  const every = Math.ceil(steps.length / 8);
  if (hasNone) return null;
  return (
    <>
      <svg className="lines" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
        {marks.map((value) => (
          <g key={value}>
            <line className="lines-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
              {write(value)}
            </text>
          </g>
        ))}
        {steps.map((step, at) =>
          at % every === (steps.length - 1) % every ? (
            <text key={step} x={x(at)} y={HEIGHT - 10} textAnchor="middle">
              {step}
            </text>
          ) : null,
        )}
        {lines.map((line) => (
          <g key={line.name} className={`lines-${line.tone}`}>
            <path d={pathOf(line.values, x, y)} />
            {line.values.map((value, at) =>
              value === null ? null : (
                <Point key={steps[at]} tone={line.tone} x={x(at)} y={y(value)} />
              ),
            )}
          </g>
        ))}
      </svg>
      <ul className="lines-legend unstyled-list no-max-width">
        {lines.map((line) => (
          <li key={line.name}>
            <svg className={`lines lines-${line.tone}`} viewBox="0 0 32 12" aria-hidden="true">
              <path d="M0 6H32" />
              <Point tone={line.tone} x={16} y={6} />
            </svg>
            {line.name}
          </li>
        ))}
      </ul>
    </>
  );
}

function Point({ tone, x, y }: { tone: Line["tone"]; x: number; y: number }) {
  if (tone === "expected") return <rect x={x - 4} y={y - 4} width={8} height={8} />;
  if (tone === "measured") return <path className="point" d={`M${x} ${y - 5}l5 9h-10z`} />;
  return <circle cx={x} cy={y} r={4} />;
}

/** A line through the values that there are; it is broken where there is none. */
function pathOf(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  let pen = "M";
  return values
    .map((value, at) => {
      if (value === null) {
        pen = "M";
        return "";
      }
      const step = `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
      return step;
    })
    .join("");
}

/** The next round number, so that the lines at the side read well. */
export function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 10].find((one) => one * unit >= value) ?? 10;
  return step * unit;
}
