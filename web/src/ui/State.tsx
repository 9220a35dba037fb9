import { useSpeech } from "../texts/language.tsx";
import { type State, worksIn } from "./state.ts";
import { ui } from "./texts.ts";

/** How it stands with something that ends, in a word. */
export function StateChip({ state }: { state: State }) {
  const { t } = useSpeech();
  const warns = state === "soon" || state === "over";
  return (
    <span className={warns ? "chip chip--warning" : worksIn(state) ? "chip" : "chip chip--plain"}>
      {t(ui[state])}
    </span>
  );
}
