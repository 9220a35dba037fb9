//! Words that mean the same, from `synonyms.txt`.

use std::sync::LazyLock;

use super::analysis::{Word, chunks};

/// A member of a group: one word, or several that are all meant.
pub(super) type Member = Vec<Word>;

static GROUPS: LazyLock<Vec<Vec<Member>>> = LazyLock::new(|| read(include_str!("synonyms.txt")));

/// The longest beginning of these words that has synonyms: how many words it takes, and the other
/// members of its group.
pub(super) fn of_beginning(words: &[&Word]) -> Option<(usize, Vec<&'static Member>)> {
    let says_the_same = |member: &Member, words: &[&Word]| {
        member.len() <= words.len()
            && member.iter().zip(words).all(|(one, other)| one.stem == other.stem)
    };
    let (group, length) = GROUPS
        .iter()
        .flat_map(|group| group.iter().map(move |member| (group, member)))
        .filter(|(_, member)| says_the_same(member, words))
        .map(|(group, member)| (group, member.len()))
        .max_by_key(|(_, length)| *length)?;
    let others = group
        .iter()
        .filter(|member| member.len() != length || !says_the_same(member, &words[..length]));
    Some((length, others.collect()))
}

fn read(file: &str) -> Vec<Vec<Member>> {
    file.lines()
        .filter(|line| !line.trim_start().starts_with('#') && line.contains('='))
        .map(|line| {
            let members = line.split('=');
            members.map(|member| chunks(member).into_iter().map(|it| it.whole).collect()).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, of_beginning};
    use crate::search::analysis::words;

    fn synonyms(text: &str) -> Option<(usize, Vec<String>)> {
        let words = words(text);
        let (length, others) = of_beginning(&words.iter().collect::<Vec<_>>())?;
        let written = |member: &&super::Member| {
            member.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
        };
        Some((length, others.iter().map(written).collect()))
    }

    #[test]
    fn a_word_in_any_inflection_has_the_synonyms_of_its_group() {
        let (length, others) = synonyms("robotterne hjælper").expect("robot is in the list");
        assert_eq!(length, 1);
        assert_eq!(others, ["rpa", "softwarerobot", "robotic process automation"]);
    }

    #[test]
    fn several_words_can_mean_the_same_as_one() {
        let (length, others) = synonyms("Kunstig intelligens i drift").expect("in the list");
        assert_eq!((length, others[0].as_str()), (2, "ai"));
        assert_eq!(synonyms("kunstig"), None);
    }

    #[test]
    fn every_group_has_two_members_and_no_member_is_empty_or_in_two_groups() {
        let mut seen = Vec::new();
        for group in GROUPS.iter() {
            assert!(group.len() > 1);
            for member in group {
                let stems: Vec<&str> = member.iter().map(|word| word.stem.as_str()).collect();
                assert!(!stems.is_empty());
                assert!(!seen.contains(&stems), "{stems:?} stands twice");
                seen.push(stems);
            }
        }
    }
}
