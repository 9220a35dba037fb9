import { useState } from "react";
import { useSpeech } from "../../texts/language.tsx";
import { SelectField } from "../../ui/fields.tsx";
import { providers } from "../texts.ts";
import { type Kind, RECIPES } from "./recipes.ts";

interface Props {
  /** Fills in what is known of the kind that was chosen; without it the recipe is read only. */
  onFill?: ((kind: Kind) => void) | undefined;
}

/** What is done at each kind of provider, and what is known of it. */
export function RecipeBox({ onFill }: Props) {
  const { t } = useSpeech();
  const [kind, setKind] = useState<Kind | "">("");
  const recipe = kind ? RECIPES[kind] : null;
  const choose = (chosen: string) => {
    setKind(chosen as Kind | "");
    if (chosen) onFill?.(chosen as Kind);
  };
  return (
    <div className="boxed-form">
      <SelectField
        label={t(onFill ? providers.kind : providers.kindRead)}
        {...(onFill ? { hint: t(providers.kindHint) } : {})}
        none={t(providers.kindChoose)}
        options={Object.entries(RECIPES).map(([value, { name }]) => ({ value, name: t(name) }))}
        value={kind}
        onChange={choose}
      />
      {recipe && (
        <>
          <h3>{t(providers.recipe, { name: t(recipe.name) })}</h3>
          <ol>
            {recipe.steps.map((step) => (
              <li key={step.id}>{t(step)}</li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
