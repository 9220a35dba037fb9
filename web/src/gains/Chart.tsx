import { useSpeech } from "../texts/language.tsx";
import { Bars } from "../ui/Bars.tsx";
import { Columns } from "../ui/Columns.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { GainData } from "./document.ts";
import { unitOf } from "./figures.ts";
import { measuredOverTime } from "./series.ts";
import { gains } from "./texts.ts";

/**
 * A picture of one gain, where there are at least two figures to compare: what was measured over
 * time against what was expected, or bars where it was measured once.
 */
export function Chart({ gain }: { gain: GainData }) {
  const speech = useSpeech();
  const measured = measuredOverTime(gain);
  const figures = [gain.baseline?.value, gain.expected?.value].filter((value) => value != null);
  if (measured.length + figures.length < 2) return null;
  return (
    <figure>
      <figcaption>
        {gain.metric} <span className="muted">({unitOf(gain, speech)})</span>
      </figcaption>
      {measured.length > 1 ? <OverTime gain={gain} /> : <Beside gain={gain} />}
    </figure>
  );
}

function OverTime({ gain }: { gain: GainData }) {
  const speech = useSpeech();
  const { t, f } = speech;
  const unit = unitOf(gain, speech);
  const levels = [
    { name: t(gains.baseline), value: gain.baseline?.value, tone: "before" as const },
    { name: t(gains.expected), value: gain.expected?.value, tone: "expected" as const },
  ].flatMap((level) => (level.value == null ? [] : [{ ...level, value: Number(level.value) }]));
  return (
    <Scrolls label={t(gains.chartOf, { metric: gain.metric })}>
      <Columns
        label={t(gains.chart, { metric: gain.metric, unit })}
        levels={levels}
        write={(value) => f.number(value, 1)}
        columns={measuredOverTime(gain).map(({ id, end, label, value }) => ({
          id,
          name: end ? f.month(end) : label,
          parts: [{ value, tone: "measured" as const }],
        }))}
      />
    </Scrolls>
  );
}

function Beside({ gain }: { gain: GainData }) {
  const speech = useSpeech();
  const { t, f } = speech;
  const bars = [
    { name: t(gains.baseline), value: gain.baseline?.value, tone: "before" as const },
    { name: t(gains.expected), value: gain.expected?.value, tone: "expected" as const },
    ...measuredOverTime(gain).map(({ end, label, value }) => ({
      name: `${t(gains.measured)} ${end ? end.slice(0, 4) : label}`,
      value,
      tone: "measured" as const,
    })),
  ].flatMap((bar) => (bar.value == null ? [] : [{ ...bar, value: Number(bar.value) }]));
  return (
    <Bars
      label={t(gains.chart, { metric: gain.metric, unit: unitOf(gain, speech) })}
      bars={bars}
      write={(value) => f.number(value, 1)}
    />
  );
}
