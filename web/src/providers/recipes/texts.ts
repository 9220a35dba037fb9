import { texts } from "../../texts/texts.ts";

/** What is known of each kind of provider. */
export const recipes = texts("recipes", {
  entra: { da: "Entra ID", en: "Entra ID" },
  entraApp: {
    da: "Opret en app-registrering for jeres egen tenant, og læg redirect-adressen ind som «Web». Lav en klienthemmelighed.",
    en: "Make an app registration for your own tenant, and put the redirect address in as «Web». Make a client secret.",
  },
  entraRoles: {
    da: "Lav app-roller, og giv dem til grupper. De kommer som tekster i «roles». Grupper kommer kun som id'er, og af mere end 200 kommer ingen.",
    en: "Make app roles and give them to groups. They come in «roles» as texts. Groups come as ids only, and of more than 200 none comes.",
  },
  entraTenant: {
    da: "Udstederen er jeres egen tenant, aldrig «common».",
    en: "The issuer is your own tenant, never «common».",
  },
  entraEmail: {
    da: "«email» mangler ofte, så e-mailen læses af «preferred_username». Entra ID kan kun logge ud med front-channel.",
    en: "«email» is often missing, so the e-mail is read from «preferred_username». Entra ID has front-channel logout only.",
  },
  adfs: { da: "AD FS", en: "AD FS" },
  adfsGroup: {
    da: "Lav en programgruppe med et serverprogram og en web-API.",
    en: "Add an application group with a server application and a web API.",
  },
  adfsRules: {
    da: "Udsted claims med regler: grupper som «role» ved «Token-Groups – Unqualified Names», og navn og adresse under de navne, du skriver her.",
    en: "Issue claims by rule: groups as «role» by «Token-Groups – Unqualified Names», name and address under the names that you write here.",
  },
  adfsIssuer: {
    da: "Udstederen er den, der står i «/.well-known/openid-configuration». Det behøver ikke være den vært, I spurgte.",
    en: "The issuer is what «/.well-known/openid-configuration» says, which need not be the host that you asked.",
  },
  keycloak: { da: "Keycloak", en: "Keycloak" },
  keycloakClient: {
    da: "Lav en klient i jeres realm med «Client authentication» og «Standard flow».",
    en: "Make a client in your realm with «Client authentication» and «Standard flow».",
  },
  keycloakRoles: {
    da: "Klientens roller kommer under «resource_access.genvej.roles», når mapperen «client roles» lægger dem i ID-tokenet. Hedder klienten noget andet, så ret stien.",
    en: "Roles of the client come under «resource_access.genvej.roles» once the mapper «client roles» adds them to the ID token. If the client has another name, mend the path.",
  },
  os2faktor: { da: "OS2faktor Login", en: "OS2faktor Login" },
  os2faktorClient: {
    da: "Opret Genvej som tjenesteudbyder med OpenID Connect (den kan også OIOSAML, men brug ikke det).",
    en: "Add Genvej as a service provider with OpenID Connect (it can OIOSAML as well, but do not use that).",
  },
  os2faktorClaims: {
    da: "Bed om claims med CVR-nummer og rettigheder, og lad CPR-nummeret være.",
    en: "Ask for the claims with CVR number and privileges, and leave the civil registration number out.",
  },
  os2faktorRoles: {
    da: "Rollerne fra OS2autoproces kendes, som de er, så de skal ikke gives igen.",
    en: "The roles of OS2autoproces are known as they are, so they need not be given anew.",
  },
  broker: {
    da: "Mægler foran Context Handler (FoxIDs)",
    en: "Broker in front of Context Handler (FoxIDs)",
  },
  brokerOio: {
    da: "Mægler foran Context Handler (OIOSAML-navne, fx Keycloak)",
    en: "Broker in front of Context Handler (names of OIOSAML, such as Keycloak)",
  },
  brokerWhere: {
    da: "Context Handler taler SAML. Mægleren registreres dér som brugervendt system og her som udbyder.",
    en: "Context Handler speaks SAML. The broker is registered there as user system and here as provider.",
  },
  brokerRealm: {
    da: "Hver organisation har sit eget realm eller track, for én udsteder hører til én organisation. CVR-nummeret skal komme med.",
    en: "Each organisation has a realm or track of its own, because one issuer belongs to one organisation. The CVR number must come along.",
  },
  brokerRoles: {
    da: "Brugersystemroller er adresser, I selv vælger. Skriv dem under «Rolleværdier». En afgrænsning til afdelinger eller KLE-numre gør en superbruger lokal; enhver anden afgrænsning giver ingenting.",
    en: "User system roles are addresses of your own choice. Write them under «Role values». A limit to departments or KLE numbers makes a superuser a local one; any other limit gives nothing.",
  },
  brokerCpr: {
    da: "Bed ikke Context Handler om CPR-nummeret. Kommer det, bliver det smidt væk.",
    en: "Ask Context Handler for no civil registration number. One that comes is dropped.",
  },
  other: { da: "En anden OpenID-udbyder", en: "Another OpenID provider" },
  otherClient: {
    da: "Lav en fortrolig klient med «authorization code» og PKCE (S256), og bed om «openid profile email».",
    en: "Make a confidential client with authorisation code and PKCE (S256), and ask for «openid profile email».",
  },
  otherIssuer: {
    da: "Udstederen er den, der står i «/.well-known/openid-configuration».",
    en: "The issuer is what «/.well-known/openid-configuration» says.",
  },
});
