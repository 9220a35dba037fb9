//! Rich text for screens: Markdown as HTML that is safe to show.
//!
//! **Invariant:** whatever is stored, what leaves here holds no script, no style, no image and no
//! address but those of the web and of mail. HTML inside of Markdown is shown as the text it is.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;
use async_graphql::SimpleObject;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A rich text as HTML.
#[derive(SimpleObject)]
pub struct RichText {
    /// Path of its field, `story.challenge`.
    pub field: &'static str,
    /// HTML that is safe to show: paragraphs, headings from the third level on, emphasis, links,
    /// lists, quotes, code and tables.
    pub html: String,
}

const TAGS: [&str; 24] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "s",
];

static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut safe = Builder::empty();
    safe.tags(HashSet::from(TAGS))
        .generic_attributes(HashSet::new())
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    safe
});

/// What Markdown says, as HTML that is safe to show.
pub fn html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(markdown, options).filter_map(|event| match event {
        // An image elsewhere would tell its server who reads; its words are shown instead.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        event => Some(plain(event)),
    });
    let mut made = String::with_capacity(markdown.len() * 5 / 4);
    html::push_html(&mut made, events);
    SAFE.clean(&made).to_string()
}

fn plain(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: below_the_page_s(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below_the_page_s(level))),
        other => other,
    }
}

/// The page has the first two levels for itself.
fn below_the_page_s(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn links_lists_and_tables_are_shown() {
        let shown = html("# Før\n\n- **en** [side](https://example.dk)\n\n|a|b|\n|-|-|\n|1|2|\n");
        for part in ["<h3>Før</h3>", "<li><strong>en</strong>", "<td>1</td>"] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        let link = "<a href=\"https://example.dk\" rel=\"noopener noreferrer nofollow\">side</a>";
        assert!(shown.contains(link), "{shown}");
    }

    #[test]
    fn nothing_that_runs_or_calls_elsewhere_is_shown() {
        let attacks = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](data:text/html;base64,PHNjcmlwdD4=)",
            "[a](/local)",
            "![a](https://elsewhere.example/pixel.png)",
            "<a href=\"https://x.dk\" onclick=\"alert(1)\">a</a>",
            "<svg/onload=alert(1)>",
            "<style>*{background:url(https://elsewhere.example)}</style>",
            "<iframe src=https://elsewhere.example>",
            "[a]( https://x.dk \"\\\" onmouseover=alert(1) x=\\\"\")",
            "<https://x.dk/\"onmouseover=alert(1)>",
            "`</code><script>alert(1)</script>`",
            "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
        ];
        for attack in attacks {
            let shown = html(attack);
            let tags: Vec<&str> = shown
                .split('<')
                .skip(1)
                .filter_map(|rest| rest.split(['>', ' ', '/']).find(|name| !name.is_empty()))
                .collect();
            assert!(tags.iter().all(|tag| super::TAGS.contains(tag)), "{attack}: {shown}");
            for part in shown.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                for danger in ["on", "javascript", "data:", "src", "style"] {
                    let attribute = part.split_whitespace().skip(1).any(|one| {
                        one.to_lowercase().starts_with(danger)
                            || one.to_lowercase().starts_with(&format!("href=\"{danger}"))
                    });
                    assert!(!attribute, "{attack}: {shown}");
                }
            }
        }
    }

    #[test]
    fn html_inside_of_markdown_is_shown_as_text() {
        assert_eq!(html("a <b>c</b>").trim(), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    }

    #[test]
    fn text_that_nests_as_deep_as_it_is_long_is_made_nonetheless() {
        for nested in [">".repeat(20_000), "- ".repeat(10_000), "[".repeat(20_000)] {
            assert!(html(&nested).len() < 2_000_000);
        }
    }
}
