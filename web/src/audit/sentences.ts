import { bareId } from "../cases/address.ts";
import type { AuditKind } from "../client/kinds.d.ts";
import { type Labels, valuesOf } from "../texts/labels.ts";
import { type Say, type Text, texts } from "../texts/texts.ts";
import type { Entry } from "./documents.ts";
import { isKnown, KINDS } from "./kinds.ts";
import { reasonOf } from "./reasons.ts";
import { audit, closer } from "./texts.ts";

/** How to say it, and the names of what entries are about, by bare ids. */
export interface Speaking {
  t: Say;
  l: Labels;
  names: ReadonlyMap<string, string>;
}

type Tells = Record<AuditKind, Text>;

const tells = texts(
  "auditTells",
  Object.fromEntries(Object.entries(KINDS).map(([kind, { tells }]) => [kind, tells])),
) as Tells;

const called = texts(
  "auditKind",
  Object.fromEntries(Object.entries(KINDS).map(([kind, { da, en }]) => [kind, { da, en }])),
) as Tells;

/** What a kind of entry is called; one without words here by its code. */
export function nameOfKind(kind: string, t: Say): string {
  return isKnown(kind) ? t(called[kind]) : kind;
}

/** What of an entry says more than its kind. */
const CLOSER: Partial<Record<AuditKind, Record<string, Text>>> = {
  person_changed: {
    enabled: closer.enabled,
    disabled: closer.disabled,
    "kept out by provisioning": closer.keptOut,
    "let in by provisioning": closer.letIn,
  },
  provider_saved: { added: closer.providerAdded },
  organisation_changed: { locked: closer.locked, unlocked: closer.unlocked },
  sessions_ended: { all: closer.allSessions },
};

/** An entry as a sentence. One of a kind without words here is told by its code and detail. */
export function sentenceOf(entry: Entry, speaking: Speaking): string {
  const { t } = speaking;
  const { kind, detail, person, by } = entry;
  if (!isKnown(kind)) return [kind, detail].filter(Boolean).join(": ");
  const refused = kind === "sign_in_refused" && person ? closer.refusedSomebody : null;
  const text = refused ?? CLOSER[kind]?.[detail] ?? tells[kind];
  const begins = (place: "person" | "by") => text.da.startsWith(`{${place}}`);
  const nobody = t(begins("person") ? audit.somebody : audit.somebodyInside);
  return t(text, {
    person: person ? (person.name ?? nobody) : nobody,
    by: by ? (by.name ?? t(audit.somebody)) : t(audit.operator),
    what: thingOf(kind, entry, speaking),
  });
}

function thingOf(kind: AuditKind, { detail, providerId }: Entry, { t, l, names }: Speaking) {
  if (kind === "role_given" || kind === "role_taken") return roleOf(detail, l);
  if (kind === "sign_in_refused") {
    const reason = reasonOf(detail);
    return `${reason ? t(reason) : detail}.`;
  }
  const ofProvider = ["provider_saved", "provider_tested", "provider_logout"].includes(kind);
  const id = ofProvider ? (providerId ?? "") : detail;
  return names.get(bareId(id)) ?? t(audit.somethingUnknown, { id: detail });
}

function roleOf(word: string, l: Labels): string {
  const role = word.toUpperCase();
  return valuesOf("Role").includes(role) ? l.of("Role", role) : word;
}
