import { useSpeech } from "../texts/language.tsx";
import { TextField } from "./fields.tsx";
import { areDays } from "./state.ts";
import { ui } from "./texts.ts";

interface Props {
  value: string;
  onChange: (value: string) => void;
}

/** For how many days a secret is good, with the day on which it ends. */
export function DaysField({ value, onChange }: Props) {
  const { t, f } = useSpeech();
  const good = areDays(value);
  const until = new Date(Date.now() + (good ? Number(value) : 365) * 86_400_000).toISOString();
  return (
    <TextField
      label={t(ui.days)}
      hint={t(ui.daysHint, { until: f.longDate(until) })}
      error={good ? undefined : t(ui.daysWrong)}
      numeric
      value={value}
      onChange={onChange}
    />
  );
}
