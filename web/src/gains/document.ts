import { graphql, type ResultOf } from "../client/graphql.ts";

/** A gain with all that was measured of it. */
export const GainFragment = graphql(`
  fragment Gain on Gain {
    id
    kind
    metric
    unit
    unitLabel
    direction
    recurrence
    per
    note
    baseline {
      value
      upper
      qualifier
    }
    expected {
      value
      upper
      qualifier
    }
    measurements {
      id
      period {
        from
        to
      }
      periodLabel
      value
      upper
      qualifier
      sampleSize
      method
      evaluationModel
      measuredBy
      measuredOn
      reservation
      source
    }
  }
`);

export type GainData = ResultOf<typeof GainFragment>;
