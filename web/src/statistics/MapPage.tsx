import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import {
  Choices,
  DayChoice,
  isPerInhabitants,
  MeasureChoice,
  measureOf,
  momentOf,
  PerChoice,
} from "./choices.tsx";
import { type Cell, StatisticsDocument } from "./documents.ts";
import { Frame } from "./Frame.tsx";
import { Table } from "./Table.tsx";
import { type Spot, TileMap } from "./TileMap.tsx";
import { figureOf, listBehind, type Measure } from "./table.ts";
import { statistics } from "./texts.ts";
import { limitsOf, shadeOf } from "./tiles.ts";

const MunicipalitiesDocument = graphql(`
  query Municipalities {
    organisations(kind: MUNICIPALITY) {
      cvr
      name
      municipalityCode
    }
  }
`);

type Municipality = ResultOf<typeof MunicipalitiesDocument>["organisations"][number];

/** Denmark by municipality: one measure at a time, and beside it all of them as a table. */
export function Component() {
  const { t, f } = useSpeech();
  const { params, put } = useChoices();
  const [figures, again] = useQuery({
    query: StatisticsDocument,
    variables: { by: ["ORGANISATION"], asOf: momentOf(params) },
  });
  const [places, againPlaces] = useQuery({ query: MunicipalitiesDocument });
  const error = figures.error ?? places.error;
  const waits = figures.fetching || places.fetching;
  const found = figures.data?.statistics;
  const known = places.data?.organisations;
  const retry = () => {
    again({ requestPolicy: "network-only" });
    againPlaces({ requestPolicy: "network-only" });
  };
  return (
    <Frame title={t(statistics.mapTitle)} lead={t(statistics.mapLead)}>
      <Choices>
        <MeasureChoice params={params} put={put} label={t(statistics.mapMeasure)} />
        <PerChoice params={params} put={put} />
        <DayChoice params={params} put={put} />
      </Choices>
      {error && !(found && known) && !waits && <Failed error={error} retry={retry} />}
      {!(found && known) && waits && <Loading lines={10} />}
      {found && known && (
        <>
          <Shown cells={found.cells} known={known} params={params} />
          <p className="muted small">{t(statistics.asOfIs, { when: f.moment(found.asOf) })}</p>
        </>
      )}
    </Frame>
  );
}

interface ShownProps {
  cells: readonly Cell[];
  known: readonly Municipality[];
  params: URLSearchParams;
}

function Shown({ cells, known, params }: ShownProps) {
  const { t, f } = useSpeech();
  const [chosen, setChosen] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const measure = measureOf(params);
  // What cannot be counted for each inhabitant is shown in all.
  const per = isPerInhabitants(params) && measure.per !== undefined;
  const cellOf = new Map(cells.map((cell) => [cell.values[0]?.key, cell]));
  const spots = new Map<string, Spot>();
  for (const { cvr, name, municipalityCode: code } of known) {
    const cell = cellOf.get(cvr);
    const figure = cell ? figureOf(measure, cell.figures, per) : null;
    const value = figure === null ? null : Number(figure);
    const words = value === null ? t(statistics.nothingThere) : f.number(value, per ? 2 : 0);
    if (code) spots.set(code, { code, name, value, words });
  }
  const limits = limitsOf([...spots.values()].flatMap((spot) => spot.value ?? []));
  const municipality = known.find((one) => one.municipalityCode === chosen);
  const figure = (cell: Cell) => Number(figureOf(measure, cell.figures, per) ?? -1);
  const named = (cell: Cell) => cell.values[0]?.label ?? "";
  const sorted = [...cells].sort(
    (a, b) => figure(b) - figure(a) || named(a).localeCompare(named(b), "da"),
  );
  const cvrs = new Set(known.map((one) => one.cvr));
  const elsewhere = cells.filter((cell) => !cvrs.has(cell.values[0]?.key ?? ""));
  const name = `${t(measure.label)}${per ? `, ${t(statistics.perInhabitants).toLowerCase()}` : ""}`;
  return (
    <>
      <div className="map">
        <figure>
          <TileMap
            label={t(statistics.mapOf, { measure: name })}
            spots={spots}
            limits={limits}
            chosen={chosen}
            onChoose={setChosen}
            onPoint={setPointed}
          />
          <p className="map-pointed" aria-hidden="true">
            {pointed}
          </p>
          <Legend limits={limits} spots={spots} per={per} />
        </figure>
        <Chosen
          spot={chosen ? spots.get(chosen) : undefined}
          cell={municipality && cellOf.get(municipality.cvr)}
          cvr={municipality?.cvr}
          measure={measure}
          name={name}
        />
      </div>
      <h2>{t(statistics.mapTable)}</h2>
      {elsewhere.length > 0 && <p className="muted">{t(statistics.notOnMap)}</p>}
      <Table cells={sorted} by={["ORGANISATION"]} per={per} />
    </>
  );
}

interface LegendProps {
  limits: readonly number[];
  spots: ReadonlyMap<string, Spot>;
  per: boolean;
}

function Legend({ limits, spots, per }: LegendProps) {
  const { t, f } = useSpeech();
  const values = [...spots.values()].flatMap((spot) => spot.value ?? []).filter((one) => one > 0);
  const write = (value: number) => f.number(value, per ? 2 : 0);
  const steps = values.length === 0 ? [] : [...limits, Math.max(...values)];
  return (
    <ul className="map-legend unstyled-list no-max-width" aria-label={t(statistics.legend)}>
      <li>
        <span className="tile tile--0" />
        {t(statistics.nothingThere)}
      </li>
      {steps.map((most) => {
        const within = values.filter((value) => value <= most);
        const shade = shadeOf(most, limits);
        const least = Math.min(...within.filter((value) => shadeOf(value, limits) === shade));
        return (
          <li key={most}>
            <span className={`tile tile--${shade}`} />
            {least === most ? write(most) : `${write(least)}–${write(most)}`}
          </li>
        );
      })}
    </ul>
  );
}

interface ChosenProps {
  spot: Spot | undefined;
  cell: Cell | undefined;
  cvr: string | undefined;
  measure: Measure;
  name: string;
}

function Chosen({ spot, cell, cvr, measure, name }: ChosenProps) {
  const { t } = useSpeech();
  if (!spot) return <p className="aside-box map-chosen">{t(statistics.mapHow)}</p>;
  const restsOn = cell && measure.restsOn?.(cell.figures);
  return (
    <section className="aside-box map-chosen" aria-labelledby="chosen">
      <h2 id="chosen">{spot.name}</h2>
      <p className="muted">{name}</p>
      <p className="map-figure">{spot.words}</p>
      {cell && restsOn !== undefined && (
        <p className="muted">
          {t(statistics.restsOn, { count: restsOn, all: cell.figures.cases })}
        </p>
      )}
      {cell && (
        <p>
          <Link to={listBehind(cell.filter)}>
            {t(statistics.seeCases, { count: cell.figures.cases })}
          </Link>
        </p>
      )}
      <p>
        <Link to={`/organisationer/${cvr}`}>{t(statistics.seeOrganisation)}</Link>
      </p>
    </section>
  );
}
