//! Which texts of a record are Markdown.

use crate::PublicRecord;

impl PublicRecord {
    /// Every text of the record that is Markdown and says something, with its path
    /// (`story.challenge`), in the order of the sections.
    pub fn rich_texts(&self) -> Vec<(&'static str, &str)> {
        let (story, made, operation) = (&self.story, &self.implementation, &self.operation);
        let (value, spread) = (&self.value, &self.spread);
        let texts = [
            ("story.description", &story.description),
            ("story.challenge", &story.challenge),
            ("story.solution", &story.solution),
            ("story.keyElements", &story.key_elements),
            ("story.ideas", &story.ideas),
            ("workload.comment", &self.workload.comment),
            ("implementation.technicalNotes", &made.technical_notes),
            ("implementation.organisationalNotes", &made.organisational_notes),
            ("operation.description", &operation.description),
            ("operation.ratingComment", &operation.rating_comment),
            ("value.politicalGoals", &value.political_goals),
            ("value.quality", &value.quality),
            ("value.efficiency", &value.efficiency),
            ("value.democracy", &value.democracy),
            ("value.innovationCapacity", &value.innovation_capacity),
            ("value.citizenSatisfaction", &value.citizen_satisfaction),
            ("value.employeeSatisfaction", &value.employee_satisfaction),
            ("spread.cooperation", &spread.cooperation),
            ("spread.evaluation", &spread.evaluation),
            ("spread.shared", &spread.shared),
            ("spread.spreading", &spread.spreading),
            ("spread.toAdapt", &spread.to_adapt),
            ("resources.comment", &self.resources.comment),
        ];
        texts.into_iter().filter_map(|(path, text)| Some((path, text.as_deref()?))).collect()
    }
}
