//! Rich text of the predecessor as Markdown: what it could format, and nothing else. What is left is
//! text, which is made safe where it is shown as every other Markdown.

/// Elements whose content is no text.
const SKIPPED: [&str; 4] = ["script", "style", "head", "title"];

/// A text as Markdown; one without elements is left as it is.
pub fn as_markdown(text: &str) -> String {
    if !has_elements(text) {
        return text.to_owned();
    }
    let mut writer = Writer::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        writer.text(&rest[..at]);
        let Some(element) = element(&rest[at..]) else {
            writer.text("<");
            rest = &rest[at + 1..];
            continue;
        };
        rest = &rest[at + element.length..];
        if SKIPPED.contains(&element.name.as_str()) && !element.closes {
            rest = after_end(rest, &element.name);
            continue;
        }
        writer.element(&element);
    }
    writer.text(rest);
    writer.end()
}

struct Element {
    name: String,
    closes: bool,
    href: Option<String>,
    length: usize,
}

fn has_elements(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| element(&text[at..]).is_some())
}

/// The element that a text begins with.
fn element(text: &str) -> Option<Element> {
    let end = text.find('>')?;
    let inside = text[1..end].trim_end_matches('/');
    let (closes, inside) = match inside.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inside),
    };
    let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect();
    let rest = &inside[name.len()..];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    is_name.then(|| Element {
        name: name.to_lowercase(),
        closes,
        href: href(rest),
        length: end + 1,
    })
}

fn href(attributes: &str) -> Option<String> {
    let (_, after) = attributes.split_once("href=")?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let address = after[1..].split(quote).next()?.trim();
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    let is_plain = !address.contains(|c: char| c.is_whitespace() || "()<>".contains(c));
    (is_web && is_plain).then(|| unescaped(address))
}

fn after_end<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let here = &text[from + at..];
        match element(here) {
            Some(element) if element.closes && element.name == name => {
                return &here[element.length..];
            }
            _ => from += at + 2,
        }
    }
    ""
}

#[derive(Default)]
struct Writer {
    out: String,
    lists: Vec<Option<usize>>,
    /// A list has begun that is in no other, and has no item yet.
    begins_list: bool,
    link: Option<String>,
    /// An item of a list has begun and says nothing yet.
    in_new_item: bool,
}

impl Writer {
    fn text(&mut self, text: &str) {
        let text = unescaped(text);
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.gap();
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            if line.starts_with(char::is_whitespace) && !words.is_empty() {
                self.gap();
            }
            self.out.push_str(&words.join(" "));
            self.in_new_item &= words.is_empty();
            if line.ends_with(char::is_whitespace) && !words.is_empty() {
                self.gap();
            }
        }
    }

    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
    }

    /// Begins a line, with so many ends of lines before it.
    fn line(&mut self, ends: usize) {
        let kept = self.out.trim_end_matches([' ', '\n']).len();
        self.out.truncate(kept);
        if kept > 0 {
            self.out.push_str(&"\n".repeat(ends));
        }
    }

    fn element(&mut self, element: &Element) {
        match (element.name.as_str(), element.closes) {
            ("p" | "div", false) if self.in_new_item => {}
            ("p" | "div" | "tr" | "blockquote", closes) => {
                self.line(2);
                if element.name == "blockquote" && !closes {
                    self.out.push_str("> ");
                }
            }
            ("br", _) => self.out.push_str("  \n"),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", closes) => {
                self.line(2);
                if !closes {
                    let level = usize::from(element.name.as_bytes()[1] - b'0');
                    self.out.push_str(&"#".repeat(level));
                    self.out.push(' ');
                }
            }
            ("strong" | "b", _) => self.out.push_str("**"),
            ("em" | "i", _) => self.out.push('*'),
            ("ul" | "ol", false) => {
                self.begins_list = self.lists.is_empty();
                self.lists.push((element.name == "ol").then_some(0));
            }
            ("ul" | "ol", true) => {
                self.lists.pop();
                self.line(2);
            }
            ("li", false) => self.item(),
            ("a", false) => {
                if element.href.is_some() {
                    self.out.push('[');
                }
                self.link.clone_from(&element.href);
            }
            ("a", true) => {
                if let Some(address) = self.link.take() {
                    self.out.extend(["](", &address, ")"]);
                }
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.line(if self.begins_list { 2 } else { 1 });
        (self.begins_list, self.in_new_item) = (false, true);
        self.out.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                let mark = format!("{number}. ");
                self.out.push_str(&mark);
            }
            _ => self.out.push_str("- "),
        }
    }

    fn end(self) -> String {
        self.out.trim().to_owned()
    }
}

/// A text with its references to characters replaced, each once.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let reference = part.split_once(';').filter(|(name, _)| name.len() <= 8);
        if let Some((character, rest)) =
            reference.and_then(|(name, rest)| Some((character(name)?, rest)))
        {
            out.push(character);
            out.push_str(rest);
        } else {
            out.push('&');
            out.push_str(part);
        }
    }
    out
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "aelig" => 'æ',
        "oslash" => 'ø',
        "aring" => 'å',
        "AElig" => 'Æ',
        "Oslash" => 'Ø',
        "Aring" => 'Å',
        "eacute" => 'é',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|character| !character.is_control())?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::as_markdown;

    #[test]
    fn what_the_predecessor_could_format_is_kept() {
        let html = "<h2>Mål</h2><p>F&aring; <strong>ro</strong> og <em>tid</em>.</p>\
            <ul><li><p>En</p></li><li>To<ol><li>a</li><li>b</li></ol></li></ul>\
            <p>Se <a href=\"https://sted.dk/a?b=1&amp;c=2\">mere</a><br>her</p>";
        let markdown = "## Mål\n\nFå **ro** og *tid*.\n\n- En\n- To\n  1. a\n  2. b\n\n\
            Se [mere](https://sted.dk/a?b=1&c=2)  \nher";
        assert_eq!(as_markdown(html), markdown);
    }

    #[test]
    fn nothing_that_acts_is_left_and_plain_text_is_left_alone() {
        for text in ["a < b og c > d", "Pris: <50 kr.", "Ingen\n\ntags & co", "1 <2> 3"] {
            assert_eq!(as_markdown(text), text);
        }
        let html = "<p onclick=x>A</p><script>alert(1)</script><a href=\"javascript:x\">B</a>\
            <img src=x onerror=y><style>p{}</style>";
        assert_eq!(as_markdown(html), "A\n\nB");
        for broken in
            ["<p>åben", "<script>aldrig lukket", "<", "<a href=\"https://x", "&#xffffff;<b>"]
        {
            let _ = as_markdown(broken);
        }
    }
}
