import { graphql, type ResultOf, type VariablesOf } from "../client/graphql.ts";

/** Every figure, each sum with how many cases it rests on. */
export const FiguresFragment = graphql(`
  fragment Figures on Figures {
    cases
    organisations
    expectedHoursPerYear
    casesWithExpectedHours
    measuredHoursPerYear
    casesWithMeasuredHours
    expectedKronerPerYear
    casesWithExpectedKroner
    measuredKronerPerYear
    casesWithMeasuredKroner
    casesWithoutFigures
    reuses
    reusesInUse
    perThousandInhabitants {
      cases
      expectedHoursPerYear
      measuredHoursPerYear
      expectedKronerPerYear
      measuredKronerPerYear
    }
  }
`);

export const StatisticsDocument = graphql(
  `
    query Statistics($by: [StatisticsDimension!]!, $asOf: DateTime) {
      statistics(by: $by, asOf: $asOf) {
        asOf
        total {
          ...Figures
        }
        filter
        overlapping
        contributed {
          measure
          cases
          amount
          asOf
        }
        cells {
          filter
          values {
            dimension
            key
            label
          }
          figures {
            ...Figures
          }
        }
      }
    }
  `,
  [FiguresFragment],
);

export type Dimension = VariablesOf<typeof StatisticsDocument>["by"][number];

export type Found = ResultOf<typeof StatisticsDocument>["statistics"];
export type Figures = Found["total"];
export type Cell = Found["cells"][number];
export type Contributed = Found["contributed"][number];

/** Every figure of a quarter that was published. */
export const QuarterDocument = graphql(
  `
    query Quarter($quarter: String!, $edition: Int) {
      publishedQuarter(quarter: $quarter, edition: $edition) {
        quarter
        edition
        publishedAt
        reason
        asOf
        filter
        total {
          ...Figures
        }
        contributed {
          measure
          cases
          amount
          asOf
        }
        tables {
          by
          cells {
            filter
            values {
              dimension
              key
              label
            }
            figures {
              ...Figures
            }
          }
        }
      }
    }
  `,
  [FiguresFragment],
);

export const QuartersDocument = graphql(`
  query Quarters {
    publishedQuarters {
      quarter
      edition
      publishedAt
      reason
      total {
        cases
        organisations
        expectedHoursPerYear
        measuredHoursPerYear
      }
    }
  }
`);
