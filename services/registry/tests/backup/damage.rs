//! Everything that can happen to the files of a backup.

use std::fs;
use std::path::Path;

use registry::backup;
use sha2::{Digest, Sha256};

use crate::given::{Folder, Store, damaged, name, restore, three_segments};

/// Asserts that the backup is refused for the file, and that nothing comes of a restore.
async fn assert_refused(folder: &Folder, file: &str) -> String {
    let target = Store::sqlite().await;
    let (named, what) = damaged(restore(&folder.path(), &target.settings(), None).await);
    assert_eq!(named, file, "{what}");
    let Store::Sqlite(place) = &target else { unreachable!("it was made above") };
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "not even a file was made");
    what
}

/// What is wrong with a file as it is now.
fn wrong(folder: &Folder, path: &Path) -> bool {
    match backup::check(&folder.path(), None) {
        Ok(_) => false,
        refused => damaged(refused).0 == name(path),
    }
}

#[tokio::test]
async fn any_altered_byte_of_any_segment_is_refused() {
    let (_, folder) = three_segments().await;
    for path in folder.segments() {
        let good = fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            fs::write(&path, &bad).unwrap();
            assert!(wrong(&folder, &path), "byte {at} of {} in {}", good.len(), path.display());
        }
        fs::write(&path, &good).unwrap();
    }
    backup::check(&folder.path(), None).unwrap();
}

#[tokio::test]
async fn a_segment_cut_at_any_length_is_refused() {
    let (_, folder) = three_segments().await;
    for path in folder.segments() {
        let good = fs::read(&path).unwrap();
        for length in 0..good.len() {
            fs::write(&path, &good[..length]).unwrap();
            assert!(wrong(&folder, &path), "cut to {length} of {}", good.len());
        }
        fs::write(&path, &good).unwrap();
    }
}

#[tokio::test]
async fn extra_bytes_are_refused() {
    let (_, folder) = three_segments().await;
    let path = &folder.segments()[1];
    let good = fs::read(path).unwrap();
    let twice = [good.as_slice(), &good].concat();
    let before = [b"x", good.as_slice()].concat();
    let behind = [good.as_slice(), b"\n"].concat();
    for bad in [twice, before, behind] {
        fs::write(path, bad).unwrap();
        assert_refused(&folder, &name(path)).await;
    }
}

#[tokio::test]
async fn swapped_files_are_refused() {
    let (_, folder) = three_segments().await;
    let [first, second, _] = &folder.segments()[..] else { panic!("three are expected") };
    let (one, two) = (fs::read(first).unwrap(), fs::read(second).unwrap());
    fs::write(first, two).unwrap();
    fs::write(second, one).unwrap();
    let what = assert_refused(&folder, &name(first)).await;
    assert!(what.contains(&name(second)), "{what}");
}

#[tokio::test]
async fn a_missing_segment_is_refused_by_the_one_after_it() {
    for missing in [0, 1] {
        let (_, folder) = three_segments().await;
        let segments = folder.segments();
        fs::remove_file(&segments[missing]).unwrap();
        let what = assert_refused(&folder, &name(&segments[missing + 1])).await;
        assert!(what.contains("missing"), "{what}");
    }
}

#[tokio::test]
async fn a_segment_of_another_log_with_the_same_name_is_refused() {
    let ((_, folder), (_, other)) = (three_segments().await, three_segments().await);
    for (mine, its) in folder.segments().iter().zip(other.segments()).skip(1) {
        assert_eq!(name(mine), name(&its));
        let good = fs::read(mine).unwrap();
        fs::copy(its, mine).unwrap();
        let what = assert_refused(&folder, &name(mine)).await;
        assert!(what.contains("another"), "{what}");
        fs::write(mine, good).unwrap();
    }
    // The first follows nothing, so it is the next that does not follow it.
    let [first, second, _] = &folder.segments()[..] else { panic!("three are expected") };
    fs::copy(&other.segments()[0], first).unwrap();
    assert_refused(&folder, &name(second)).await;
}

#[tokio::test]
async fn a_copy_under_another_name_is_refused() {
    let (_, folder) = three_segments().await;
    for name in ["events-1-2.zst", "events-00000000000000000001-00000000000000000099.zst"] {
        let path = folder.path().join(name);
        fs::copy(&folder.segments()[0], &path).unwrap();
        assert_refused(&folder, name).await;
        fs::remove_file(path).unwrap();
    }
}

#[tokio::test]
async fn a_checksum_made_anew_does_not_hide_an_altered_event() {
    let (_, folder) = three_segments().await;
    let path = &folder.segments()[2];
    let good = fs::read(path).unwrap();
    let lines = zstd::decode_all(good.as_slice()).unwrap();
    let lines = String::from_utf8(lines).unwrap();
    assert_eq!(sealed(&lines), good, "this test seals as the product does");
    for (what, with) in [
        ("Ærø", "Fyn"),
        ("29189668", "29189978"),
        ("StoryDescribed", "GainDefined"),
        ("\"stream\":\"case-2\"", "\"stream\":\"case-9\""),
        ("08:12:00Z", "08:13:00Z"),
        ("\"schema\":1", "\"schema\":2"),
        ("\"digest\":\"Bwc", "\"digest\":\"Bwd"),
    ] {
        let altered = lines.replacen(what, with, 1);
        assert_ne!(altered, lines, "{what}");
        fs::write(path, sealed(&altered)).unwrap();
        assert_refused(&folder, &name(path)).await;
    }
    let cases: Vec<&str> = lines.lines().collect();
    let dropped = [&cases[..2], &cases[3..]].concat().join("\n") + "\n";
    fs::write(path, sealed(&dropped)).unwrap();
    let what = assert_refused(&folder, &name(path)).await;
    assert!(what.contains("the events that it says"), "{what}");
    let newer = lines.replacen("\"version\":1", "\"version\":2", 1);
    fs::write(path, sealed(&newer)).unwrap();
    let what = assert_refused(&folder, &name(path)).await;
    assert!(what.contains("not known"), "{what}");
}

fn sealed(lines: &str) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    for line in lines.split_inclusive('\n') {
        std::io::Write::write_all(&mut encoder, line.as_bytes()).unwrap();
    }
    let mut bytes = encoder.finish().unwrap();
    let checksum = Sha256::digest(&bytes);
    bytes.extend([0x50, 0x2a, 0x4d, 0x18, 32, 0, 0, 0]);
    bytes.extend(checksum);
    bytes
}

#[tokio::test]
async fn what_an_interrupted_run_left_counts_for_nothing_and_goes() {
    let (log, folder) = three_segments().await;
    let left = folder.path().join("events-00000000000000000018-00000000000000000020.zst.partial");
    fs::write(&left, "half").unwrap();
    let before = backup::check(&folder.path(), None).unwrap();
    crate::given::fill(&*log, 20..22).await;
    backup::write(&*log, &folder.path()).await.unwrap();
    assert!(!left.exists());
    let after = backup::check(&folder.path(), None).unwrap();
    assert_eq!(after.events, before.events + 2);
}

#[tokio::test]
async fn a_run_does_not_go_on_behind_a_damaged_segment() {
    let (log, folder) = three_segments().await;
    let path = &folder.segments()[2];
    let good = fs::read(path).unwrap();
    fs::write(path, &good[..good.len() / 2]).unwrap();
    crate::given::fill(&*log, 20..22).await;
    let (file, _) = damaged(backup::write(&*log, &folder.path()).await);
    assert_eq!(file, name(path));
    assert_eq!(folder.segments().len(), 3);
}
