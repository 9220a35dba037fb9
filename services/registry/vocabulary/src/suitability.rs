//! Nine questions on whether a process suits automation.

use serde::{Deserialize, Serialize};

/// An answer on the predecessor's Likert scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Level {
    /// To a high degree.
    VeryHigh,
    /// To some degree.
    High,
    /// To a lesser degree.
    Low,
    /// Not at all.
    VeryLow,
    /// Asked, and not known.
    Unknown,
}

/// The nine answers; none where nobody has considered the question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "SuitabilityInput", complex))]
pub struct Suitability {
    /// How much professional judgement the process takes (much speaks against).
    pub professional_judgement: Option<Level>,
    /// How often it changes (often speaks against).
    pub frequent_change: Option<Level>,
    /// How far it rests on structured information.
    pub structured_information: Option<Level>,
    /// How much the way of doing it varies (much speaks against).
    pub variation: Option<Level>,
    /// How far its information is digital.
    pub digital_information: Option<Level>,
    /// Whether automation raises quality.
    pub raises_quality: Option<Level>,
    /// Whether automation gives a faster and fuller service.
    pub faster_service: Option<Level>,
    /// Whether automation frees time from routine.
    pub frees_routine_time: Option<Level>,
    /// How far the process is judged to be automatable.
    pub automatable: Option<Level>,
}

/// What the answers add up to.
#[cfg(feature = "graphql")]
#[async_graphql::ComplexObject]
impl Suitability {
    /// 0-100, or null when no question is answered.
    #[graphql(name = "score")]
    async fn score_of_answers(&self) -> Option<i32> {
        self.score().map(|(score, _)| score)
    }

    /// How many of the nine answers the score rests on.
    async fn answered(&self) -> i32 {
        self.score().map_or(0, |(_, answered)| answered)
    }
}

impl Suitability {
    /// The score, 0-100, and how many answers it rests on. Each answer counts 3, 2, 1 or 0 from
    /// "to a high degree" down; the three questions that speak against automation are turned
    /// round; the score is the sum as a percentage of what the answered questions could give.
    /// "Not known" and unanswered are left out. None when nothing is answered.
    pub fn score(&self) -> Option<(i32, i32)> {
        let speaking_for = [
            self.structured_information,
            self.digital_information,
            self.raises_quality,
            self.faster_service,
            self.frees_routine_time,
            self.automatable,
        ];
        let speaking_against = [self.professional_judgement, self.frequent_change, self.variation];
        let points: Vec<i32> = speaking_for
            .into_iter()
            .filter_map(points_of)
            .chain(speaking_against.into_iter().filter_map(points_of).map(|points| 3 - points))
            .collect();
        let answered = i32::try_from(points.len()).ok().filter(|answered| *answered > 0)?;
        Some((points.iter().sum::<i32>() * 100 / (answered * 3), answered))
    }
}

fn points_of(level: Option<Level>) -> Option<i32> {
    match level? {
        Level::VeryHigh => Some(3),
        Level::High => Some(2),
        Level::Low => Some(1),
        Level::VeryLow => Some(0),
        Level::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Suitability};

    #[test]
    fn what_speaks_against_is_turned_round_and_the_unknown_is_left_out() {
        let answers = Suitability {
            professional_judgement: Some(Level::VeryLow),
            structured_information: Some(Level::VeryHigh),
            variation: Some(Level::Unknown),
            ..Suitability::default()
        };
        assert_eq!(answers.score(), Some((100, 2)));
        assert_eq!(Suitability::default().score(), None);
    }
}
