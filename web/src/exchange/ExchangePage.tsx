import { useState } from "react";
import { hasRole, mayContribute, type Viewer } from "../client/session.tsx";
import { OwnPage } from "../organisation/OwnPage.tsx";
import { useSpeech } from "../texts/language.tsx";
import { ui } from "../ui/texts.ts";
import { Downloads } from "../writes/Download.tsx";
import { ImportForm } from "./ImportForm.tsx";
import { Imports } from "./Imports.tsx";
import { exchange } from "./texts.ts";
import "./exchange.css";

/** Cases brought in from a file, and taken out as files. */
export function Component() {
  const { t } = useSpeech();
  return (
    <OwnPage title={() => t(exchange.title)} lead={() => t(exchange.lead)}>
      {(viewer) => (
        <>
          {mayContribute(viewer) && <In />}
          <Out viewer={viewer} />
        </>
      )}
    </OwnPage>
  );
}

function In() {
  const { t } = useSpeech();
  const [round, setRound] = useState(0);
  return (
    <>
      <section aria-labelledby="in">
        <h2 id="in">{t(exchange.in_)}</h2>
        <p>{t(exchange.inWhy)}</p>
        <ImportForm onDone={() => setRound(round + 1)} />
      </section>
      <Imports key={round} />
    </>
  );
}

function Out({ viewer }: { viewer: Viewer }) {
  const { t } = useSpeech();
  return (
    <section aria-labelledby="out">
      <h2 id="out">{t(exchange.out)}</h2>
      <div className="exchange-two">
        <div>
          <h3>{t(exchange.outOwn)}</h3>
          <p className="muted">{t(exchange.outWhy)}</p>
          <Downloads
            label={t(exchange.outOwn)}
            files={(["xlsx", "csv", "json"] as const).map((form) => ({
              name: t(form === "xlsx" ? ui.excel : ui[form]),
              path: `/api/v1/cases.${form}?ownOrganisation=true&sort=TITLE`,
              file: `genvej-loesninger.${form}`,
            }))}
          />
        </div>
        {hasRole(viewer, "SUPERUSER", "ADMINISTRATOR") && (
          <div>
            <h3>{t(exchange.archive)}</h3>
            <p className="muted">{t(exchange.archiveWhy)}</p>
            <Downloads
              label={t(exchange.archive)}
              files={[{ name: t(exchange.zip), path: "/api/v1/archive", file: "genvej-arkiv.zip" }]}
            />
          </div>
        )}
      </div>
    </section>
  );
}
