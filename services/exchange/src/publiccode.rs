//! A case as far as a `publiccode.yml` tells it (<https://yml.publiccode.tools>).
//!
//! It is a proposal: whoever asked for it completes and registers it. Only what is named here is
//! read, and what has another shape than the standard's is left out.

use serde_json::Value;
use vocabulary::{Basics, CaseKind, Implementation, Link, LinkKind, Links, Phase, Spread, Story};

use crate::html;

/// Bytes of a file.
pub const LARGEST_FILE: usize = 256 * 1024;
/// Characters of a title, a summary, a text and a line: what a case takes.
const TITLE: usize = 120;
const SUMMARY: usize = 300;
const TEXT: usize = 20_000;
const LINE: usize = 300;
/// Entries of a list.
const MOST: usize = 50;

/// What a case could begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Section.
    pub basics: Basics,
    /// Section.
    pub story: Story,
    /// Section.
    pub implementation: Implementation,
    /// Section.
    pub spread: Spread,
    /// Section.
    pub links: Links,
    /// The phase that the state of development comes nearest.
    pub phase: Option<Phase>,
    /// Paths of fields whose text was longer than the field takes, and is left out or cut.
    pub shortened: Vec<String>,
}

/// The file is no publiccode.yml.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a publiccode.yml")]
pub struct NotPubliccode;

/// Reads a file that was found at an address.
pub fn proposal(file: &str, address: &str) -> Result<Proposal, NotPubliccode> {
    if file.len() > LARGEST_FILE {
        return Err(NotPubliccode);
    }
    let file: Value = serde_saphyr::from_str(file).map_err(|_| NotPubliccode)?;
    let name = text(&file, "name").ok_or(NotPubliccode)?;
    file.get("publiccodeYmlVersion").ok_or(NotPubliccode)?;
    let mut proposal = Proposal::default();
    let told = described(&file);
    let localised = told.and_then(|told| text(told, "localisedName"));
    let title = localised.unwrap_or(name);
    let summary = told.and_then(|told| text(told, "shortDescription"));
    proposal.basics.title = proposal.within("basics.title", title, TITLE);
    let summary = summary.unwrap_or_else(|| proposal.basics.title.clone());
    proposal.basics.summary = proposal.within("basics.summary", summary, SUMMARY);
    proposal.basics.kind = CaseKind::Other;
    proposal.basics.keywords = lines(&file, "categories");
    proposal.basics.origin = Some(proposal.within("basics.origin", address.to_owned(), LINE));
    if let Some(long) = told.and_then(|told| text(told, "longDescription")) {
        let long = proposal.within("story.solution", html::as_markdown(&long), TEXT);
        proposal.story.solution = Some(long);
    }
    let features = told.map(|told| lines(told, "features")).unwrap_or_default();
    if !features.is_empty() {
        let items: Vec<String> = features.iter().map(|feature| format!("- {feature}")).collect();
        let items = proposal.within("story.keyElements", items.join("\n"), TEXT);
        proposal.story.key_elements = Some(items);
    }
    proposal.implementation.systems = lines(&file, "platforms");
    proposal.spread.known_reusers = lines(&file, "usedBy");
    proposal.links.entries = links(&file, told);
    proposal.phase = phase(&file);
    Ok(proposal)
}

impl Proposal {
    /// A text as long as its field takes; one that is cut is told.
    fn within(&mut self, field: &str, text: String, limit: usize) -> String {
        if text.chars().count() <= limit {
            return text;
        }
        self.shortened.push(field.to_owned());
        text.chars().take(limit - 1).chain(['…']).collect()
    }
}

/// The description in Danish, else in English, else in any language.
fn described(file: &Value) -> Option<&Value> {
    let all = file.get("description")?.as_object()?;
    all.get("da").or_else(|| all.get("en")).or_else(|| all.values().next())
}

fn text(of: &Value, name: &str) -> Option<String> {
    let text = of.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn lines(of: &Value, name: &str) -> Vec<String> {
    let all = of.get(name).and_then(Value::as_array).into_iter().flatten();
    let lines = all
        .filter_map(Value::as_str)
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| (1..=LINE).contains(&line.chars().count())).take(MOST).collect()
}

fn links(file: &Value, told: Option<&Value>) -> Vec<Link> {
    let documentation = told.and_then(|told| text(told, "documentation"));
    let found = [
        (LinkKind::Repository, text(file, "url")),
        (LinkKind::Website, text(file, "landingURL")),
        (LinkKind::Documentation, documentation),
    ];
    let is_web = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    let link = |(kind, url): (LinkKind, Option<String>)| {
        let url = url.filter(is_web)?;
        Some(Link { kind, url, title: None })
    };
    found.into_iter().filter_map(link).collect()
}

fn phase(file: &Value) -> Option<Phase> {
    Some(match text(file, "developmentStatus")?.as_str() {
        "concept" => Phase::Idea,
        "development" => Phase::Development,
        "beta" => Phase::Implementation,
        "stable" => Phase::Operation,
        "obsolete" => Phase::Decommissioned,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://sted.example/publiccode.yml";

    #[test]
    fn our_own_file_makes_a_case() {
        let file = include_str!("../../../publiccode.yml");
        let made = proposal(file, ADDRESS).unwrap();
        assert_eq!(made.basics.title, "Genvej");
        assert!(made.basics.summary.starts_with("Fælles register"));
        assert!(made.story.solution.is_some_and(|text| text.contains("registrerer løsningen")));
        assert!(made.story.key_elements.is_some_and(|text| text.starts_with("- Registrering")));
        assert_eq!(made.basics.origin.as_deref(), Some(ADDRESS));
        assert_eq!((made.phase, made.shortened), (Some(Phase::Development), Vec::new()));
        assert_eq!(made.links.entries[0].kind, LinkKind::Repository);
    }

    #[test]
    fn other_shapes_are_left_out_and_what_is_none_is_refused() {
        let odd = "publiccodeYmlVersion: 0.5\nname: Robot\nurl: 'javascript:alert(1)'\n\
            categories: nope\nusedBy: [1, [2], Randers]\ndescription:\n  it:\n    shortDescription: x\n\
            developmentStatus: unheard\nunknown: {a: b}\n";
        let made = proposal(odd, ADDRESS).unwrap();
        assert_eq!(made.basics.summary, "x");
        assert_eq!(made.spread.known_reusers, ["Randers"]);
        assert_eq!((made.links.entries, made.phase), (Vec::new(), None));
        for none in ["", "name: x", "- a\n- b", "<html>", "publiccodeYmlVersion: 1", "\0", "{{{{"] {
            assert_eq!(proposal(none, ADDRESS), Err(NotPubliccode), "{none}");
        }
    }

    #[test]
    fn long_texts_are_told() {
        let long = format!("publiccodeYmlVersion: 0.4\nname: {}\n", "a".repeat(200));
        let made = proposal(&long, ADDRESS).unwrap();
        assert_eq!(made.basics.title.chars().count(), TITLE);
        assert!(made.shortened.contains(&"basics.title".to_owned()));
    }

    #[test]
    fn a_file_that_multiplies_itself_or_nests_without_end_is_refused() {
        let mut bomb =
            "publiccodeYmlVersion: 0.4\nname: x\na0: &a0 [l, l, l, l, l, l, l, l, l, l]\n"
                .to_owned();
        for level in 1..12 {
            let before = format!("*a{}", level - 1);
            let list = vec![before; 10].join(", ");
            let line = format!("a{level}: &a{level} [{list}]\n");
            bomb.push_str(&line);
        }
        assert_eq!(proposal(&bomb, ADDRESS), Err(NotPubliccode));
        let deep = format!("publiccodeYmlVersion: 0.4\nname: x\nb: {}", "[".repeat(100_000));
        assert_eq!(proposal(&deep, ADDRESS), Err(NotPubliccode));
    }
}
