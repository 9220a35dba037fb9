//! A disk that fails on order, and forgets what was not synced: the Rust side of `shim.c`.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::seed::Seed;

/// The least that a disk writes whole, in bytes.
const SECTOR: usize = 512;

/// `ENOSPC`, `EIO` and `EROFS` of Linux.
pub const NO_SPACE: i64 = 28;
/// An error of the device.
pub const IO_ERROR: i64 = 5;
/// A file system that can only be read.
pub const READ_ONLY: i64 = 30;

/// What can be ordered and read, in the order of the block that `shim.c` maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Bytes that files may still grow by; below zero without end.
    Space,
    /// What every write fails with; 0 nothing.
    WriteError,
    /// What every sync fails with; 0 nothing.
    SyncError,
    /// Writes until the process dies in the middle of one; 0 never.
    WritesLeft,
    /// Milliseconds added to the time of day.
    ClockMs,
    /// Calls that failed on order, so far.
    Refused,
    /// Syncs that succeeded, so far.
    Syncs,
}

/// How many [`Order`]s there are.
const ORDERS: usize = 7;

/// How long files may stay open after their log was dropped.
const PATIENCE: Duration = Duration::from_mins(1);

/// What `shim.c` puts after names in the shadow.
const ENDINGS: [&str; 2] = [".entry", ".lost"];

/// Ends the names of files that are memory, shared by the users of a `SQLite` file.
const SHARED: &str = "-shm";

/// A shim over the files in and under one folder.
#[derive(Debug)]
pub struct Shim {
    own: TempDir,
    folder: PathBuf,
    control: File,
}

impl Shim {
    /// Builds the library with the machine's C compiler.
    ///
    /// # Panics
    /// When there is none, or the folder cannot be made.
    pub fn over(folder: &Path) -> Self {
        fs::create_dir_all(folder).expect("the folder can be made");
        let own = tempfile::tempdir().expect("the folder for temporary files takes a folder");
        let source = own.path().join("shim.c");
        fs::write(&source, include_str!("shim.c")).expect("a file can be written");
        let built = Command::new("cc")
            .args(["-O1", "-shared", "-fPIC", "-o"])
            .arg(own.path().join("shim.so"))
            .arg(source)
            .output()
            .expect("a C compiler `cc`: on Debian, apt-get install build-essential");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        fs::create_dir(own.path().join("shadow")).expect("a folder can be made");
        let control = own.path().join("control");
        fs::write(&control, [0; ORDERS * 8]).expect("a file can be written");
        let control = OpenOptions::new().read(true).write(true).open(control);
        let control = control.expect("invariant: written above");
        let folder = fs::canonicalize(folder).expect("invariant: made above");
        let shim = Self { own, folder, control };
        shim.set(Order::Space, -1);
        shim
    }

    /// What a program that runs under it has in its environment.
    pub fn environment(&self) -> Vec<(String, String)> {
        let own = |name| self.own.path().join(name);
        let environment = [
            ("LD_PRELOAD", own("shim.so")),
            ("CHAOS_CONTROL", own("control")),
            ("CHAOS_SHADOW", own("shadow")),
            ("CHAOS_FOLDER", self.folder.clone()),
        ];
        environment.map(|(name, path)| (name.to_owned(), path.display().to_string())).into()
    }

    /// Has a program run under it.
    pub fn put_under(&self, command: &mut Command) {
        command.envs(self.environment());
    }

    /// Orders something of all programs that run under it, now and later.
    ///
    /// # Panics
    /// When the control block cannot be written.
    pub fn set(&self, order: Order, value: i64) {
        let written = self.control.write_all_at(&value.to_ne_bytes(), 8 * order as u64);
        written.expect("a mapped file can be written");
    }

    /// What an order is at now.
    ///
    /// # Panics
    /// When the control block cannot be read.
    pub fn get(&self, order: Order) -> i64 {
        let mut bytes = [0; 8];
        self.control.read_exact_at(&mut bytes, 8 * order as u64).expect("a mapped file is there");
        i64::from_ne_bytes(bytes)
    }

    /// What is left of the files when the power is cut: what was synced and, of the rest, each
    /// sector once in `torn` times; none of it at 0. All programs under it must be dead.
    ///
    /// # Panics
    /// When the files cannot be read or written.
    pub fn cut_power(&self, seed: &mut Seed, torn: u64) {
        let shadow = self.shadow();
        let mut names = BTreeSet::new();
        collect(&self.folder, "", &mut names);
        names.extend(listed(&shadow).into_iter().map(|name| name.replace('%', "/")));
        names.retain(|name| !ENDINGS.iter().any(|ending| name.ends_with(ending)));
        for name in names {
            let kept = |ending| shadow.join(format!("{}{ending}", name.replace('/', "%")));
            let real = self.folder.join(&name);
            // A name that was not synced with its folder may have come to the disk all the same.
            let is_named = kept(".entry").exists() || torn > 0 && seed.once_in(torn);
            let synced = is_named.then(|| fs::read(kept("")).unwrap_or_default());
            match remains(synced, fs::read(&real).ok(), seed, torn) {
                Some(bytes) if !name.ends_with(SHARED) => {
                    fs::write(&real, &bytes).expect("the folder of a file is kept");
                }
                // It may not even have been there.
                _ => drop(fs::remove_file(&real)),
            }
        }
        self.settle();
    }

    /// Takes all that is there for synced: after a cut, and after a program that did not run under
    /// it. No program under it may be running; what this one has open it waits for, because a log
    /// is closed a while after it was dropped.
    ///
    /// # Panics
    /// When the files cannot be read or written, or this program keeps one open.
    pub fn settle(&self) {
        let begun = Instant::now();
        while self.is_open_here() {
            assert!(begun.elapsed() < PATIENCE, "{} is in use", self.folder.display());
            std::thread::yield_now();
        }
        let shadow = self.shadow();
        fs::remove_dir_all(&shadow).expect("a folder of our own can be removed");
        fs::create_dir(&shadow).expect("a folder can be made");
        let mut names = BTreeSet::new();
        collect(&self.folder, "", &mut names);
        for name in names.iter().filter(|name| !name.ends_with(SHARED)) {
            let flat = name.replace('/', "%");
            fs::copy(self.folder.join(name), shadow.join(&flat)).expect("a file can be copied");
            fs::write(shadow.join(format!("{flat}.entry")), []).expect("a file can be written");
        }
    }

    fn is_open_here(&self) -> bool {
        let open = fs::read_dir("/proc/self/fd").expect("Linux tells what is open").flatten();
        open.filter_map(|entry| fs::read_link(entry.path()).ok())
            .any(|path| path.starts_with(&self.folder))
    }

    fn shadow(&self) -> PathBuf {
        self.own.path().join("shadow")
    }
}

/// What a cut leaves of one file.
fn remains(
    synced: Option<Vec<u8>>,
    real: Option<Vec<u8>>,
    seed: &mut Seed,
    torn: u64,
) -> Option<Vec<u8>> {
    let chance = |seed: &mut Seed| torn > 0 && seed.once_in(torn);
    let Some(real) = real else {
        // Removed, but the folder may not have come to the disk.
        return synced.filter(|_| !chance(seed));
    };
    let mut left = synced?;
    for (at, sector) in real.chunks(SECTOR).enumerate() {
        let at = at * SECTOR;
        let same = left.get(at..at + sector.len()) == Some(sector);
        if !same && chance(seed) {
            if left.len() < at + sector.len() {
                left.resize(at + sector.len(), 0);
            }
            left[at..at + sector.len()].copy_from_slice(sector);
        }
    }
    if left.len() > real.len() && chance(seed) {
        left.truncate(real.len());
    }
    Some(left)
}

fn listed(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder can be listed");
    entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn collect(folder: &Path, prefix: &str, names: &mut BTreeSet<String>) {
    for name in listed(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), names);
        } else {
            names.insert(format!("{prefix}{name}"));
        }
    }
}
