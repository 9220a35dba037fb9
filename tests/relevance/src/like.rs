//! A search by `LIKE`, as systems without a search do it: each word somewhere in the texts, those
//! with all of them in the title first.

use crate::postgresql::Server;

impl Server {
    /// Cases that hold every word of a query as it is written.
    pub async fn like(&self, query: &str) -> Vec<usize> {
        let words: Vec<String> =
            query.split_whitespace().map(|word| format!("%{}%", word.to_lowercase())).collect();
        let all = |column: &str| {
            let each = (1..=words.len()).map(|number| format!("{column} LIKE ${number}"));
            each.collect::<Vec<_>>().join(" AND ")
        };
        let texts = "lower(title || ' ' || lead || ' ' || story || ' ' || rest)";
        let sql = format!(
            "SELECT place FROM cases WHERE {} ORDER BY ({}) DESC, place LIMIT 10",
            all(texts),
            all("lower(title)")
        );
        self.places(&sql, words.into_iter().map(Into::into).collect()).await
    }
}
