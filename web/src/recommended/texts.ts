import { texts } from "../texts/texts.ts";

export const recommended = texts("recommended", {
  title: { da: "Anbefalet til {organisation}", en: "Recommended for {organisation}" },
  why: {
    da: "Løsninger fra andre, valgt ud fra de teknologier og it-systemer, I bruger. Det, I genbruger i forvejen, er ikke med.",
    en: "Cases of others, chosen by the technologies and IT systems that you use. What you reuse already is left out.",
  },
  profile: { da: "Se jeres profil", en: "See your profile" },
  technologies: { da: "Teknologier, I bruger:", en: "Technologies that you use:" },
  systems: { da: "It-systemer, I bruger:", en: "IT systems that you use:" },
  similarSize: {
    da: "Ejes af en organisation på jeres størrelse",
    en: "Owned by an organisation of your size",
  },
  noProfile: {
    da: "Fortæl, hvilke teknologier og it-systemer I bruger, så finder Genvej løsninger fra andre, der passer til jer.",
    en: "Say which technologies and IT systems you use, and Genvej finds cases of others that suit you.",
  },
  describe: { da: "Udfyld jeres profil", en: "Fill in your profile" },
  askThem: {
    da: "Genvej kan finde løsninger fra andre, der passer til jer, når jeres profil siger, hvilke teknologier og it-systemer I bruger. Administratorer og superbrugere i din organisation kan skrive det.",
    en: "Genvej can find cases of others that suit you once your profile says which technologies and IT systems you use. Administrators and superusers of your organisation can write it.",
  },
  none: {
    da: "Lige nu er der ingen andre løsninger, der bruger det samme som jer. De kommer her, når nogen deler dem.",
    en: "Right now no other cases use what you use. They come here when somebody shares them.",
  },
});
