import type { ReactNode } from "react";
import { useSession } from "../client/session.tsx";
import { hoursMeasured } from "../gains/sums.ts";
import { useSpeech } from "../texts/language.tsx";
import { RichText } from "../ui/RichText.tsx";
import type { CaseData } from "./document.ts";
import { oneCase } from "./texts.ts";

/** What a busy person must know: what it does, where it stands, what it gains, who, and the price. */
export function Glance({ found }: { found: CaseData }) {
  const { t } = useSpeech();
  return (
    <section className="glance" aria-labelledby="glance">
      <h2 id="glance">{t(oneCase.glance)}</h2>
      <div>
        <Stands found={found} />
        <GainsShortly found={found} />
        <Who found={found} />
        <Takes found={found} />
      </div>
    </section>
  );
}

function Box({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="glance-box">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function Stands({ found }: { found: CaseData }) {
  const { t, f, l } = useSpeech();
  const since = found.operation.inOperationSince;
  return (
    <Box title={t(oneCase.whereItStands)}>
      <p className="glance-big">{l.of("Phase", found.phase)}</p>
      <p>{l.of("Status", found.status)}</p>
      {found.statusReason && <p>{found.statusReason}</p>}
      {since && <p>{t(oneCase.since, { date: f.longDate(since) })}</p>}
      {found.reviewOn && !found.overdue && (
        <p className="muted small">{t(oneCase.reviewOn, { date: f.longDate(found.reviewOn) })}</p>
      )}
    </Box>
  );
}

function GainsShortly({ found }: { found: CaseData }) {
  const { t, f } = useSpeech();
  const expected = found.workload.expectedHoursPerYear;
  const ran = found.runs?.measuredHoursPerYear;
  const measured = hoursMeasured(found.gains) ?? (ran ? Number(ran) : null);
  const hours = (value: string | number) => t(oneCase.hours, { hours: f.number(value, 1) });
  return (
    <Box title={t(oneCase.whatItGains)}>
      <dl>
        <dt>{t(oneCase.expected)}</dt>
        <dd className="glance-expected">{expected ? hours(expected) : "–"}</dd>
        <dt>{t(oneCase.measured)}</dt>
        <dd className="glance-measured">
          {measured !== null ? hours(measured) : t(oneCase.notMeasured)}
        </dd>
      </dl>
    </Box>
  );
}

function Who({ found }: { found: CaseData }) {
  const { t, l } = useSpeech();
  const { viewer } = useSession();
  const { contact } = found;
  return (
    <Box title={t(oneCase.whoRunsIt)}>
      <p className="glance-big">{found.lead.name}</p>
      {found.jointOwners.length > 0 && (
        <p>
          {t(oneCase.owners)} {found.jointOwners.map((one) => one.name).join(", ")}
        </p>
      )}
      {found.operation.operatedBy && (
        <p>
          {l.field("operation.operatedBy")}: {found.operation.operatedBy}
        </p>
      )}
      {!viewer && <p className="muted small">{t(oneCase.contactSignedOut)}</p>}
      {contact && (contact.role || contact.mailbox || contact.telephone) && (
        <p>
          {t(oneCase.contact)} {contact.role}
          {contact.mailbox && (
            <>
              {" "}
              <a href={`mailto:${contact.mailbox}`}>{contact.mailbox}</a>
            </>
          )}
          {contact.telephone && ` ${contact.telephone}`}
        </p>
      )}
    </Box>
  );
}

function Takes({ found }: { found: CaseData }) {
  const { t, l } = useSpeech();
  const { technologies, systems } = found.implementation;
  const { preconditions } = found.story;
  const { reuseTips } = found.spread;
  const toAdapt = found.richTexts.find((text) => text.field === "spread.toAdapt");
  const lists = [
    { name: oneCase.builtWith, entries: technologies },
    { name: oneCase.connects, entries: systems },
    {
      name: oneCase.preconditions,
      entries: preconditions.map((one) => `${one.text} (${l.of("PreconditionKind", one.kind)})`),
    },
    { name: oneCase.tips, entries: reuseTips },
  ].filter((list) => list.entries.length > 0);
  return (
    <Box title={t(oneCase.whatReuseTakes)}>
      {lists.length === 0 && !toAdapt && <p className="muted">{t(oneCase.nothingOnReuse)}</p>}
      <dl>
        {lists.map((list) => (
          <div key={list.name.id}>
            <dt>{t(list.name)}</dt>
            <dd>{list.entries.slice(0, 4).join(" · ")}</dd>
          </div>
        ))}
      </dl>
      {toAdapt && <RichText html={toAdapt.html} />}
    </Box>
  );
}
