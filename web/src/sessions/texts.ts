import { texts } from "../texts/texts.ts";

export const sessions = texts("sessions", {
  title: { da: "Her er du logget ind", en: "Where you are signed in" },
  lead: {
    da: "Hver linje er en browser. Er der en, du ikke kender, så log den ud, og sig det til jeres it-afdeling.",
    en: "Each line is a browser. If there is one that you do not know, sign it out and tell your IT department.",
  },
  browser: { da: "Browser", en: "Browser" },
  since: { da: "Logget ind", en: "Signed in" },
  used: { da: "Sidst brugt", en: "Last used" },
  ends: { da: "Logges senest ud", en: "Ends at the latest" },
  tools: { da: "Handlinger", en: "Actions" },
  this: { da: "Den her browser", en: "This browser" },
  on: { da: "{browser} på {system}", en: "{browser} on {system}" },
  unnamed: {
    da: "En browser, der ikke siger, hvad den er",
    en: "A browser that does not say what it is",
  },
  end: { da: "Log ud", en: "Sign out" },
  endWhich: { da: "{browser}, logget ind {when}", en: "{browser}, signed in {when}" },
  ended: {
    da: "Browseren bliver logget ud inden for få sekunder.",
    en: "The browser is signed out within seconds.",
  },
  everywhere: { da: "Log ud alle steder", en: "Sign out everywhere" },
  everywhereTitle: { da: "Log ud alle steder?", en: "Sign out everywhere?" },
  everywhereHere: {
    da: "Du bliver logget ud her og i alle andre browsere inden for få sekunder.",
    en: "You are signed out here and in all other browsers within seconds.",
  },
  everywhereDrafts: {
    da: "Kladder, du ikke har gemt, bliver liggende i den browser, du skrev dem i.",
    en: "Drafts that you have not saved stay in the browser that you wrote them in.",
  },
  everywhereProvider: {
    da: "Din organisations eget login bliver ikke lukket. Det kan stadig åbne andre systemer, og Genvej igen.",
    en: "Your organisation's own sign-in is not closed. It can still open other systems, and Genvej again.",
  },
  done: { da: "Du er logget ud.", en: "You are signed out." },
  outTitle: { da: "Du er logget ud alle steder", en: "You are signed out everywhere" },
  outLead: {
    da: "Ingen browser er logget ind i Genvej som dig længere.",
    en: "No browser is signed in to Genvej as you any more.",
  },
  outProvider: {
    da: "Din organisations eget login kan stadig være åbent. Sidder du ved en fælles computer, så log også ud dér, eller luk browseren.",
    en: "Your organisation's own sign-in may still be open. At a shared computer, sign out there as well, or close the browser.",
  },
  outThere: { da: "Log også ud hos {provider}", en: "Sign out at {provider} too" },
  signIn: { da: "Log ind igen", en: "Sign in again" },
  front: { da: "Til forsiden", en: "To the front page" },
});
