import { texts } from "../texts/texts.ts";

export const reuse = texts("reuse", {
  title: { da: "Genbrug {title}", en: "Reuse {title}" },
  why: {
    da: "Der oprettes en ny løsning i din organisation, som bygger på denne. Historien, arbejdsmængden og teknikken følger med; gevinster, datoer og status gør aldrig. Ejerne ser, at I genbruger den, når I deler den.",
    en: "A new case is registered in your organisation that builds on this one. Story, workload and implementation are carried over; gains, dates and status never are. The owners see that you reuse it once you share it.",
  },
  graphPlace: { da: "Billede af genbruget", en: "Picture of the reuse" },
  name: { da: "Titel hos jer", en: "Title at your place" },
  degree: { da: "Hvor langt er I?", en: "How far are you?" },
  inspired: { da: "Vi har fået idéen herfra", en: "We got the idea from here" },
  testing: { da: "Vi prøver den af", en: "We try it out" },
  adapting: { da: "Vi tilpasser den hos os", en: "We fit it to our conditions" },
  inUse: { da: "Vi bruger den", en: "We use it" },
  joint: { da: "Vi driver den sammen", en: "We run it together" },
  share: { da: "Hvem må se jeres løsning?", en: "Who may see your case?" },
  go: { da: "Opret genbrug", en: "Register the reuse" },
  done: { da: "Jeres løsning er oprettet.", en: "Your case is registered." },
  progress: { da: "Opdatér genbrug", en: "Update the reuse" },
  progressed: { da: "Genbruget er opdateret.", en: "The reuse is updated." },
  stoppedWhy: { da: "Hvorfor stoppede I?", en: "Why did you stop?" },
  graph: {
    da: "Billede af, hvordan {count, plural, one {# løsning} other {# løsninger}} bygger på hinanden. Listerne siger det samme.",
    en: "Picture of how {count, plural, one {# case builds} other {# cases build}} on one another. The lists say the same.",
  },
  truncated: { da: "Der er flere længere væk.", en: "There are more further away." },
  gone: { da: "Kan ikke ses mere", en: "No longer to be seen" },
  measured: { da: "Målt: {hours} timer om året", en: "Measured: {hours} hours a year" },
  picture: {
    da: "{count, plural, one {# løsning bygger} other {# løsninger bygger}} på denne",
    en: "{count, plural, one {# case builds} other {# cases build}} on this one",
  },
});
