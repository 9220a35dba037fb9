import { Link } from "react-router";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Failed } from "../ui/Failed.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { ui } from "../ui/texts.ts";
import { OperatorPage } from "./OperatorPage.tsx";
import type { Organisation } from "./organisation.ts";
import { operating } from "./texts.ts";
import { useAll } from "./useAll.ts";
import "../ui/cards.css";
import "./operating.css";

/** All organisations, to find, to add and to edit. */
export function Component() {
  const { t } = useSpeech();
  return (
    <OperatorPage title={t(operating.organisations)} lead={t(operating.organisationsLead)}>
      {() => <All />}
    </OperatorPage>
  );
}

function All() {
  const { t, l } = useSpeech();
  const { params, put } = useChoices();
  const { all, error, again } = useAll();
  const letters = (params.get("q") ?? "").trim().toLocaleLowerCase("da");
  const kind = params.get("slags") ?? "";
  const shown = all?.filter(
    (one) =>
      (one.name.toLocaleLowerCase("da").includes(letters) || one.cvr.startsWith(letters)) &&
      (!kind || one.kind === kind),
  );
  return (
    <>
      <div className="row-of-buttons">
        <Link className="button button-primary" to="/drift/organisationer/ny">
          <Icon name="plus" />
          {t(operating.add)}
        </Link>
      </div>
      <form className="operating-choices" onSubmit={(event) => event.preventDefault()}>
        <SearchField
          label={t(operating.search)}
          value={params.get("q") ?? ""}
          onChange={(value) => put("q", value)}
        />
        <SelectField
          label={t(operating.kind)}
          none={t(ui.all)}
          options={valuesOf("OrganisationKind").map((value) => ({
            value,
            name: l.of("OrganisationKind", value),
          }))}
          value={kind}
          onChange={(value) => put("slags", value)}
        />
      </form>
      {error && <Failed error={error} retry={again} />}
      {!all && !error && <Loading lines={10} />}
      {all && shown && <Table shown={shown} all={all} />}
    </>
  );
}

function Table({ shown, all }: { shown: Organisation[]; all: Organisation[] }) {
  const { t, f, l } = useSpeech();
  const nameOf = (cvr: string) => all.find((one) => one.cvr === cvr)?.name ?? cvr;
  const exists = ({ validFrom, validTo, successor }: Organisation) => [
    ...(validFrom ? [t(operating.from, { day: f.date(validFrom) })] : []),
    ...(validTo ? [t(operating.to, { day: f.date(validTo) })] : []),
    ...(successor ? [t(operating.into, { name: nameOf(successor) })] : []),
  ];
  return (
    <>
      <p role="status">{t(operating.found, { count: shown.length })}</p>
      <table className="table table--compact table--cards" aria-label={t(operating.table)}>
        <thead>
          <tr>
            {(["name", "cvr", "kind", "region", "exists"] as const).map((one) => (
              <th key={one} scope="col">
                {t(operating[one])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.cvr}>
              <th scope="row">
                <Link to={`/drift/organisationer/${one.cvr}`}>{one.name}</Link>
              </th>
              <td data-name={t(operating.cvr)}>{one.cvr}</td>
              <td data-name={t(operating.kind)}>
                {one.kind && l.of("OrganisationKind", one.kind)}
              </td>
              <td data-name={t(operating.region)}>{one.region && l.of("Region", one.region)}</td>
              <td data-name={t(operating.exists)}>{exists(one).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
