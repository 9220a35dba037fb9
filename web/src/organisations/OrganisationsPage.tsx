import { Link } from "react-router";
import { useQuery } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Failed } from "../ui/Failed.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { organisations } from "./texts.ts";
import "./organisations.css";

const DirectoryDocument = graphql(`
  query Directory {
    organisations {
      cvr
      name
      kind
      region
      inhabitants
    }
    statistics(by: [ORGANISATION]) {
      cells {
        values {
          key
        }
        figures {
          cases
        }
      }
    }
  }
`);

type Directory = ResultOf<typeof DirectoryDocument>;

/** Everyone who can share cases, and how many of theirs one can count. */
export function Component() {
  const { t, l } = useSpeech();
  const { params, put } = useChoices();
  const [{ data, error, fetching }, again] = useQuery({ query: DirectoryDocument });
  const kinds = valuesOf("OrganisationKind").map((value) => ({
    value,
    name: l.of("OrganisationKind", value),
  }));
  const regions = valuesOf("Region").map((value) => ({ value, name: l.of("Region", value) }));
  return (
    <Page title={t(organisations.title)} lead={t(organisations.lead)}>
      <form className="directory-choices" onSubmit={(event) => event.preventDefault()}>
        <SearchField
          label={t(organisations.search)}
          value={params.get("q") ?? ""}
          onChange={(value) => put("q", value)}
        />
        <SelectField
          label={t(organisations.kind)}
          none={t(organisations.allKinds)}
          options={kinds}
          value={params.get("slags") ?? ""}
          onChange={(value) => put("slags", value)}
        />
        <SelectField
          label={t(organisations.region)}
          none={t(organisations.allRegions)}
          options={regions}
          value={params.get("region") ?? ""}
          onChange={(value) => put("region", value)}
        />
        <div className="form-group-checkbox">
          <input
            id="only-sharing"
            type="checkbox"
            className="form-checkbox checkbox-small"
            checked={params.get("har") === "delt"}
            onChange={(event) => put("har", event.target.checked ? "delt" : "")}
          />
          <label className="form-label" htmlFor="only-sharing">
            {t(organisations.onlySharing)}
          </label>
        </div>
      </form>
      {error && !data && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!data && !error && <Loading lines={10} />}
      {data && <List data={data} params={params} />}
    </Page>
  );
}

function List({ data, params }: { data: Directory; params: URLSearchParams }) {
  const { t, f, l } = useSpeech();
  const counts = new Map(
    data.statistics.cells.map((cell) => [cell.values[0]?.key, cell.figures.cases]),
  );
  const letters = (params.get("q") ?? "").trim().toLocaleLowerCase("da");
  const [kind, region] = [params.get("slags"), params.get("region")];
  const shown = data.organisations.filter(
    (one) =>
      (one.name.toLocaleLowerCase("da").includes(letters) || one.cvr.startsWith(letters)) &&
      (!kind || one.kind === kind) &&
      (!region || one.region === region) &&
      (params.get("har") !== "delt" || counts.has(one.cvr)),
  );
  return (
    <>
      <p role="status">{t(organisations.found, { count: shown.length })}</p>
      <Scrolls label={t(organisations.list)}>
        <table className="table table--compact">
          <thead>
            <tr>
              <th scope="col">{t(organisations.name)}</th>
              <th scope="col">{t(organisations.kind)}</th>
              <th scope="col">{t(organisations.region)}</th>
              <th scope="col" className="figure">
                {t(organisations.inhabitants)}
              </th>
              <th scope="col" className="figure">
                {t(organisations.cases)}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.cvr}>
                <th scope="row">
                  <Link to={`/organisationer/${one.cvr}`}>{one.name}</Link>
                </th>
                <td>{one.kind && l.of("OrganisationKind", one.kind)}</td>
                <td>{one.region && l.of("Region", one.region)}</td>
                <td className="figure">{one.inhabitants ? f.number(one.inhabitants) : ""}</td>
                <td className="figure">{counts.get(one.cvr) ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </>
  );
}
