import { useQuery } from "urql";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { ui } from "../ui/texts.ts";
import { Downloads } from "../writes/Download.tsx";
import { Chart } from "./Chart.tsx";
import { ContributedTable } from "./ContributedTable.tsx";
import {
  Choices,
  DayChoice,
  isPerInhabitants,
  MeasureChoice,
  measureOf,
  momentOf,
  PerChoice,
  SplitChoices,
  splitBy,
} from "./choices.tsx";
import { type Dimension, type Found, StatisticsDocument } from "./documents.ts";
import { Frame } from "./Frame.tsx";
import { Table } from "./Table.tsx";
import { statistics } from "./texts.ts";

/** What it all adds up to, split as one likes, at any moment; each figure leads to its cases. */
export function Component() {
  const { t } = useSpeech();
  const { params, put } = useChoices();
  const asked = { by: splitBy(params), asOf: momentOf(params) };
  const [{ data, error, fetching }, again] = useQuery({
    query: StatisticsDocument,
    variables: asked,
  });
  const found = data?.statistics;
  return (
    <Frame>
      <Choices>
        <SplitChoices params={params} put={put} />
        <MeasureChoice params={params} put={put} label={t(statistics.measure)} />
        <PerChoice params={params} put={put} />
        <DayChoice params={params} put={put} />
      </Choices>
      <p className="muted">{t(statistics.apart)}</p>
      {error && !found && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!found && fetching && <Loading lines={8} />}
      {found && found.total.cases === 0 && (
        <Empty heading={t(statistics.none)}>
          <p>{t(statistics.noneWhy)}</p>
        </Empty>
      )}
      {found && found.total.cases > 0 && <Shown found={found} asked={asked} params={params} />}
      {found && <ContributedTable told={found.contributed} />}
    </Frame>
  );
}

interface ShownProps {
  found: Found;
  asked: { by: Dimension[]; asOf: string | null };
  params: URLSearchParams;
}

function Shown({ found, asked, params }: ShownProps) {
  const { t, f } = useSpeech();
  const per = isPerInhabitants(params);
  const query = new URLSearchParams(asked.by.map((one) => ["by", one]));
  if (asked.asOf) query.set("asOf", asked.asOf);
  const file = `genvej-statistik-${found.asOf.slice(0, 10)}`;
  return (
    <>
      <Chart cells={found.cells} by={asked.by} measure={measureOf(params)} per={per} />
      {found.overlapping && <p className="muted">{t(statistics.overlapping)}</p>}
      <div className="row-of-buttons">
        <span className="muted">{t(statistics.asOfIs, { when: f.moment(found.asOf) })}</span>
        <Downloads
          label={t(statistics.download)}
          files={[
            { name: t(ui.excel), path: `/api/v1/statistics.xlsx?${query}`, file: `${file}.xlsx` },
            { name: t(ui.csv), path: `/api/v1/statistics.csv?${query}`, file: `${file}.csv` },
          ]}
        />
        {per && <span className="muted">{t(statistics.perNote)}</span>}
      </div>
      <Table cells={found.cells} by={asked.by} per={per} total={found} />
    </>
  );
}
