import { useSpeech } from "../texts/language.tsx";
import { CopyField } from "../ui/Copy.tsx";
import { providers } from "./texts.ts";

/** What a provider must know of us, to be copied into it. */
export function Addresses() {
  const { t } = useSpeech();
  const { origin } = window.location;
  return (
    <section aria-labelledby="addresses">
      <h2 id="addresses">{t(providers.addresses)}</h2>
      <p>{t(providers.addressesWhy)}</p>
      <CopyField label={t(providers.redirect)} text={`${origin}/sign-in/callback`} />
      <CopyField label={t(providers.backChannel)} text={`${origin}/sign-out/back-channel`} />
      <CopyField label={t(providers.frontChannel)} text={`${origin}/sign-out/front-channel`} />
      <CopyField label={t(providers.afterLogout)} text={`${origin}/`} />
    </section>
  );
}
