//! The index on disk: it keeps its place, and is thrown away rather than trusted.

use std::fs;
use std::path::Path;

use super::super::{SearchError, SearchIndex};
use super::{found, index_of, members, record};

fn kept(path: &Path) -> SearchIndex {
    let index = SearchIndex::open(Some(path)).unwrap();
    index.put(&[members(&record(1, "Faktura"))], 41).unwrap();
    index
}

#[test]
fn a_case_put_again_replaces_what_was_there() {
    let index = index_of(&[record(1, "Faktura")]);
    index.put(&[members(&record(1, "Løn")), members(&record(1, "Skat"))], 2).unwrap();
    assert!(found(&index, "faktura").is_empty());
    assert!(found(&index, "løn").is_empty());
    assert_eq!(found(&index, "skat"), [1]);
    assert_eq!(index.position(), 2);
}

#[test]
fn an_opened_index_is_where_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    drop(kept(folder.path()));
    let index = SearchIndex::open(Some(folder.path())).unwrap();
    assert_eq!(index.position(), 41);
    assert_eq!(found(&index, "faktura"), [1]);
}

#[test]
fn the_position_is_that_of_the_documents_it_was_committed_with() {
    let folder = tempfile::tempdir().unwrap();
    let index = kept(folder.path());
    index.put(&[], 57).unwrap();
    assert_eq!(index.position(), 57);
    drop(index);
    // Nothing was committed after 41, so that is where reading the log goes on.
    assert_eq!(SearchIndex::open(Some(folder.path())).unwrap().position(), 41);
}

#[test]
fn what_is_not_committed_when_the_process_ends_is_neither_there_nor_counted() {
    let folder = tempfile::tempdir().unwrap();
    let index = kept(folder.path());
    index.add(&[members(&record(2, "Løn"))]).unwrap();
    drop(index);
    let index = SearchIndex::open(Some(folder.path())).unwrap();
    assert_eq!(index.position(), 41);
    assert!(found(&index, "løn").is_empty());
}

#[test]
fn a_cleared_index_is_empty_and_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let index = kept(folder.path());
    index.clear().unwrap();
    assert_eq!(index.position(), 0);
    assert!(found(&index, "faktura").is_empty());
    drop(index);
    let index = SearchIndex::open(Some(folder.path())).unwrap();
    assert_eq!(index.position(), 0);
    assert!(found(&index, "faktura").is_empty());
}

#[test]
fn an_index_of_another_version_is_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    drop(kept(folder.path()));
    fs::write(folder.path().join("VERSION"), "0").unwrap();
    let index = SearchIndex::open(Some(folder.path())).unwrap();
    assert_eq!(index.position(), 0);
    assert!(found(&index, "faktura").is_empty());
    index.put(&[members(&record(1, "Løn"))], 7).unwrap();
    drop(index);
    assert_eq!(SearchIndex::open(Some(folder.path())).unwrap().position(), 7);
}

#[test]
fn whichever_file_is_damaged_the_index_begins_again() {
    let names: Vec<_> = {
        let folder = tempfile::tempdir().unwrap();
        drop(kept(folder.path()));
        let entries = fs::read_dir(folder.path().join("index")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !name.contains(".lock")).collect()
    };
    assert!(names.len() > 5, "{names:?}");
    // Segments are named by chance, so a file is found again by the end of its name.
    let end = |name: &String| match name.split_once('.') {
        Some((_, end)) if !name.contains("json") => end.to_owned(),
        _ => name.clone(),
    };
    let endings: Vec<String> = names.iter().map(end).collect();
    for ending in endings {
        for damage in [Damage::Cut, Damage::Changed, Damage::Emptied, Damage::Lost] {
            let folder = tempfile::tempdir().unwrap();
            drop(kept(folder.path()));
            do_damage(&folder.path().join("index"), &ending, damage);
            let index = SearchIndex::open(Some(folder.path())).unwrap();
            let whole = index.position() == 41 && found(&index, "faktura") == [1];
            let anew = index.position() == 0 && found(&index, "faktura").is_empty();
            assert!(whole || anew, "{ending} {damage:?} left position {}", index.position());
            assert!(anew || ending == ".managed.json", "{ending} {damage:?} went unseen");
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Damage {
    Cut,
    Changed,
    Emptied,
    Lost,
}

fn do_damage(index: &Path, ending: &str, damage: Damage) {
    let hurt = fs::read_dir(index)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_str().unwrap().ends_with(ending))
        .unwrap();
    let mut bytes = fs::read(&hurt).unwrap();
    match damage {
        Damage::Cut => bytes.truncate(bytes.len() / 2),
        Damage::Changed => bytes[0] ^= 0xff,
        Damage::Emptied => bytes.clear(),
        Damage::Lost => return fs::remove_file(&hurt).unwrap(),
    }
    fs::write(&hurt, bytes).unwrap();
}

#[test]
fn a_folder_in_use_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let index = kept(folder.path());
    let second = SearchIndex::open(Some(folder.path()));
    assert!(matches!(second, Err(SearchError::InUse(_))));
    assert_eq!(found(&index, "faktura"), [1]);
}
