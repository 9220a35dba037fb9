//! A writer in a process of its own, listened to from outside.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use registry::read::ReadSettings;

use crate::ledger::Ledger;
use crate::load::{Done, Job};

/// How long a writer may take to come to what is waited for. Generous, for a build may run beside.
const PATIENCE: Duration = Duration::from_mins(1);

/// The process. Dropping it ends it, by its own id.
#[derive(Debug)]
pub struct Writer {
    child: Child,
    heard: Arc<Heard>,
    listener: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Heard {
    said: Mutex<Said>,
    more: Condvar,
}

/// What it said so far.
#[derive(Debug, Default)]
pub struct Said {
    /// What it tried and was told.
    pub ledger: Ledger,
    /// Whether it has opened the log.
    pub open: bool,
    ended: bool,
}

impl Heard {
    fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writer {
    /// The command that starts one; `program` is the binary of this crate. It folds as well where
    /// it is given read models.
    pub fn command(
        program: impl AsRef<OsStr>,
        log: &str,
        read: Option<&ReadSettings>,
        seed: u64,
        first: u64,
    ) -> Command {
        let mut command = Command::new(program);
        command.args(["write", "--log", log, "--seed", &seed.to_string()]);
        command.args(["--first", &first.to_string()]);
        if let Some(read) = read {
            command.args(["--read", &read.url]);
            if let Some(folder) = &read.search_folder {
                command.arg("--search").arg::<&Path>(folder);
            }
        }
        command
    }

    /// Starts it and listens.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(mut command: Command, seed: u64) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("invariant: the program is built beside its tests");
        let output = child.stdout.take().expect("invariant: piped above");
        let heard = Arc::new(Heard::default());
        let listening = Arc::clone(&heard);
        let listener = std::thread::spawn(move || {
            // A line that was cut by the end is no line.
            let mut lines = BufReader::new(output);
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
                listening.said().hear(line.trim_end(), seed);
                listening.more.notify_all();
                line.clear();
            }
            listening.said().ended = true;
            listening.more.notify_all();
        });
        Self { child, heard, listener: Some(listener) }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until what it said is enough, or it has ended.
    ///
    /// # Panics
    /// When that takes too long.
    pub fn wait_until(&self, enough: impl Fn(&Said) -> bool) {
        let begun = Instant::now();
        let mut said = self.heard.said();
        while !enough(&said) && !said.ended {
            assert!(begun.elapsed() < PATIENCE, "it never came to it: {:?}", said.summary());
            let waited = self.heard.more.wait_timeout(said, Duration::from_millis(100));
            said = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until callers were told of as many commands, or it has ended.
    pub fn wait_for(&self, acknowledged: usize) {
        self.wait_until(|said| said.ledger.acknowledged() >= acknowledged);
    }

    /// What it said so far.
    pub fn ledger(&self) -> Ledger {
        self.heard.said().ledger.clone()
    }

    /// Sends it a signal by name.
    ///
    /// # Panics
    /// When it is gone.
    pub fn signal(&self, name: &str) {
        signal(self.child.id(), name);
    }

    /// Kills it, and gives all that it said before.
    ///
    /// # Panics
    /// When it has given up before.
    pub fn kill(mut self) -> Ledger {
        // One that was killed already is as good.
        let _ = self.child.kill();
        self.killed()
    }

    /// Waits until it is killed, and gives all that it said before.
    ///
    /// # Panics
    /// When it gives up instead.
    pub fn killed(&mut self) -> Ledger {
        let status = self.child.wait().expect("invariant: our own child can be waited for");
        assert_eq!(status.code(), None, "it gave up, as it says above");
        if let Some(listener) = self.listener.take() {
            listener.join().expect("invariant: what a writer says can be read");
        }
        std::mem::take(&mut self.heard.said().ledger)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // It may have ended already, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal by name to a process that this one may signal.
///
/// # Panics
/// When there is no such process.
pub fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").arg(format!("-{name}")).arg(process.to_string()).status();
    assert!(sent.is_ok_and(|status| status.success()), "{process} cannot be sent {name}");
}

impl Said {
    fn hear(&mut self, line: &str, seed: u64) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let numbers: Vec<u64> = rest.split(' ').map_while(|word| word.parse().ok()).collect();
        match (word, numbers.as_slice()) {
            ("open", _) => self.open = true,
            ("fault", _) => self.ledger.faults.push(rest.to_owned()),
            ("tries", &[writer, number]) => self.ledger.tries(Job::of(seed, writer, number)),
            ("knows", &[writer, number, version]) => {
                self.ledger.told(id(seed, writer, number), Done::Acknowledged { version });
            }
            ("refused", &[writer, number]) => {
                self.ledger.told(id(seed, writer, number), Done::Refused);
            }
            _ => panic!("a writer says no such thing: {line}"),
        }
    }

    fn summary(&self) -> (usize, usize, Option<&String>) {
        let ledger = &self.ledger;
        (ledger.acknowledged(), ledger.entries.len(), ledger.faults.last())
    }
}

fn id(seed: u64, writer: u64, number: u64) -> uuid::Uuid {
    Job::of(seed, writer, number).key.id
}
