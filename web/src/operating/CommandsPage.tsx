import { useSpeech } from "../texts/language.tsx";
import { type Command, GROUPS } from "./commands/commands.ts";
import { OperatorPage } from "./OperatorPage.tsx";
import { operating } from "./texts.ts";
import "./operating.css";

/** What is done on the command line, so that whoever runs the installation finds it. */
export function Component() {
  const { t } = useSpeech();
  return (
    <OperatorPage title={t(operating.commands)} lead={t(operating.commandsLead)}>
      {() =>
        GROUPS.map(({ heading, commands }) => (
          <section key={heading.id} aria-labelledby={heading.id}>
            <h2 id={heading.id}>{t(heading)}</h2>
            <dl className="commands">
              {commands.map((command) => (
                <One key={command.line} {...command} />
              ))}
            </dl>
          </section>
        ))
      }
    </OperatorPage>
  );
}

function One({ line, what, guide }: Command) {
  const { t } = useSpeech();
  return (
    <div>
      <dt>
        <code>{line}</code>
      </dt>
      <dd>
        {t(what)}
        {guide && (
          <span className="cell-note">
            {t(operating.guide, { file: `docs/how-to/${guide}.md` })}
          </span>
        )}
      </dd>
    </div>
  );
}
