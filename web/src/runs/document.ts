import { graphql, type ResultOf } from "../client/graphql.ts";

/** What robots report of a case. */
export const RunsFragment = graphql(`
  fragment Runs on Case {
    runs {
      measuredHoursPerYear
      expectedHoursPerMonth
      months {
        from
        to
        runs
        itemsDone
        itemsFailed
        exceptionMinutes
        runsWithoutSecondsPerOccurrence
        measuredHours
        qualifier
      }
    }
  }
`);

export type RunsData = NonNullable<ResultOf<typeof RunsFragment>["runs"]>;
export type Month = RunsData["months"][number];
