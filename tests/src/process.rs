//! One process of the product: started, listened to, stopped, and never left behind.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a process may take to start or to stop. Generous, because a build may run beside it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running process. Dropping it ends it, by its own id.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    said: Heard,
    logged: Heard,
}

/// What a process wrote to one of its outputs, as it comes.
#[derive(Debug)]
struct Heard {
    text: Arc<Mutex<String>>,
    listener: Option<JoinHandle<()>>,
}

/// The program that is tested: built beside the tests.
///
/// # Panics
/// When it is not built, with what to type.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("invariant: a running test has a path");
    let built = test.parent().and_then(|deps| deps.parent()).map(|profile| profile.join("genvej"));
    let program = built.expect("invariant: a test lies in the folder `deps` of a profile");
    assert!(
        program.exists(),
        "{} is missing: `cargo build --workspace --bins` makes it, `make test` does so itself",
        program.display()
    );
    program
}

/// Runs the program to its end.
pub fn run<A: AsRef<OsStr>>(arguments: &[A]) -> Ended {
    let output = Command::new(program())
        .args(arguments)
        // Ours, and no setting of the product, which refuses what it does not know.
        .env_remove(postgres::VARIABLE)
        .stdin(Stdio::null())
        .output()
        .expect("invariant: the program can be started");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { status: output.status, said: text(&output.stdout), logged: text(&output.stderr) }
}

/// A program that has ended.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub status: ExitStatus,
    /// Its standard output.
    pub said: String,
    /// Its standard error.
    pub logged: String,
}

impl Ended {
    /// What it said, when all went well.
    ///
    /// # Panics
    /// When it did not.
    pub fn well(self) -> String {
        assert!(self.status.success(), "{}\n{}", self.said, self.logged);
        self.said
    }

    /// What it logged, when it failed as it was meant to.
    ///
    /// # Panics
    /// When all went well.
    pub fn badly(self) -> String {
        assert!(!self.status.success(), "{}", self.said);
        self.logged
    }
}

impl Process {
    /// Starts the program.
    pub fn start<A: AsRef<OsStr>>(name: &str, arguments: &[A]) -> Self {
        Self::start_in(&[], name, arguments)
    }

    /// Starts the program in an environment with more in it.
    pub fn start_in<A: AsRef<OsStr>>(
        environment: &[(String, String)],
        name: &str,
        arguments: &[A],
    ) -> Self {
        let mut child = Command::new(program())
            .args(arguments)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            // Whoever debugs wants these lines, and the leak matrix reads them.
            .env_remove(postgres::VARIABLE)
            .env("RUST_LOG", "info,genvej=debug,gateway=debug,registry=debug,identity=debug")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("invariant: the program can be started");
        let said = Heard::of(child.stdout.take().expect("invariant: piped above"));
        let logged = Heard::of(child.stderr.take().expect("invariant: piped above"));
        Self { name: name.to_owned(), child, said, logged }
    }

    /// Waits until it has said something.
    ///
    /// # Panics
    /// With all that it said, when it ends first or the time is up.
    pub fn await_line(&mut self, wanted: &str) {
        let begun = Instant::now();
        while !self.said.so_far().contains(wanted) {
            let ended = self.child.try_wait().expect("invariant: our own child can be asked");
            assert!(ended.is_none(), "{} ended:\n{}{}", self.name, self.said(), self.logged());
            assert!(
                begun.elapsed() < PATIENCE,
                "{} does not say «{wanted}»:\n{}{}",
                self.name,
                self.said(),
                self.logged()
            );
            thread::park_timeout(Duration::from_millis(10));
        }
    }

    /// What it was started as.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is running.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("invariant: our own child can be asked").is_none()
    }

    /// Its standard output so far.
    pub fn said(&self) -> String {
        self.said.so_far()
    }

    /// Its standard error so far: the log.
    pub fn logged(&self) -> String {
        self.logged.so_far()
    }

    /// Asks it to stop, as an operator does, and waits until it has.
    ///
    /// # Panics
    /// When it does not stop in time, or not well.
    pub fn stop(mut self) {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        assert!(asked.is_ok_and(|status| status.success()), "{} cannot be asked", self.name);
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("invariant: our own child") {
                assert!(status.success(), "{} ended {status}:\n{}", self.name, self.logged());
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{} goes on:\n{}", self.name, self.logged());
            thread::park_timeout(Duration::from_millis(10));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            let logged = self.logged.wait_for_all();
            let tail = logged.len().saturating_sub(4_000);
            let tail = logged.char_indices().map(|(at, _)| at).find(|at| *at >= tail);
            eprintln!("---- log of {}\n{}", self.name, &logged[tail.unwrap_or_default()..]);
        }
    }
}

impl Heard {
    fn of(output: impl Read + Send + 'static) -> Self {
        let text = Arc::new(Mutex::new(String::new()));
        let heard = text.clone();
        let listener = thread::spawn(move || {
            let mut lines = BufReader::new(output);
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                let mut all = heard.lock().unwrap_or_else(PoisonError::into_inner);
                all.push_str(&String::from_utf8_lossy(&line));
                line.clear();
            }
        });
        Self { text, listener: Some(listener) }
    }

    fn so_far(&self) -> String {
        self.text.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// All of it, once the process has ended.
    fn wait_for_all(&mut self) -> String {
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
        self.so_far()
    }
}
