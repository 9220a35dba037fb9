//! Starting a cluster, and its end.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// What to do when there is no `PostgreSQL` to test with.
const MISSING: &str = "PostgreSQL's initdb is neither on the PATH nor in \
    /usr/lib/postgresql/*/bin. On Debian: apt-get install postgresql. Or set \
    GENVEJ_TEST_POSTGRES_URL to a server on which databases can be made.";

/// A running server on a socket in a folder of its own, open to whoever can enter the folder.
///
/// It ends, and its folder is removed, when this is dropped or the process ends in any way: a
/// shell that holds the other end of a pipe waits for that.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    shell: Child,
    stdout: BufReader<ChildStdout>,
}

impl Cluster {
    /// Starts one, as the user `postgres` (or `nobody`) when run by root, whom `initdb` refuses.
    ///
    /// # Panics
    /// With an instruction, when `PostgreSQL` is missing; with its log, when it does not start.
    pub fn start() -> Self {
        let programs = programs().expect(MISSING);
        let folder = tempfile::Builder::new()
            .prefix("genvej-postgres-")
            .tempdir()
            .expect("the folder for temporary files takes a folder")
            .keep();
        let mut command = shell(&folder);
        command
            .args(["sh", "-c", include_str!("cluster.sh"), "sh"])
            .args([&programs, &folder])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Not in the terminal's group, or its interrupt would end the shell before its work.
            .process_group(0);
        let mut shell = command.spawn().expect("runuser or env starts a shell");
        let stdout = shell.stdout.take().expect("standard output is piped above");
        let mut cluster = Self { folder, shell, stdout: BufReader::new(stdout) };
        cluster.await_ready();
        cluster
    }

    fn await_ready(&mut self) {
        let mut said = String::new();
        self.stdout.read_line(&mut said).expect("the shell writes UTF-8");
        if said.trim() != "ready" {
            drop(self.shell.stdin.take());
            self.stdout.read_to_string(&mut said).expect("the shell writes UTF-8");
            panic!("PostgreSQL does not start:\n{said}");
        }
    }

    /// Ends the server without letting it finish anything, and starts it again on what it had.
    ///
    /// # Panics
    /// With its log, when it does not start again.
    pub fn crash(&mut self) {
        let orders = self.shell.stdin.as_mut().expect("standard input is piped above");
        orders.write_all(b"crash\n").expect("the shell lives for as long as this");
        self.await_ready();
    }

    /// What it answers a question of one row and column, asked in its administrator's database.
    ///
    /// # Panics
    /// When it refuses.
    pub fn ask(&self, sql: &str) -> String {
        let psql = program("psql").expect("psql comes with PostgreSQL");
        let arguments = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", sql];
        let output = Command::new(psql).args(arguments).arg(self.url()).output();
        let output = output.expect("psql starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "PostgreSQL refuses {sql}: {said}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Address of its administrator's database.
    pub fn url(&self) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{folder}/postgres")
    }
}

/// Waits for the end, so that nothing of the cluster outlives its owner.
impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // A shell that is gone already has left nothing to wait for.
        let _ = self.shell.wait();
    }
}

/// The folder of `initdb` and its siblings.
fn programs() -> Option<PathBuf> {
    programs_named("initdb")
}

/// A program of `PostgreSQL`: on the PATH, or the newest of Debian's.
pub fn program(name: &str) -> Option<PathBuf> {
    programs_named(name).map(|folder| folder.join(name))
}

fn programs_named(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort_by_key(|bin| version(bin));
    std::env::split_paths(&path)
        .chain(debian.into_iter().rev())
        .find(|folder| folder.join(program).is_file())
}

fn version(bin: &Path) -> Option<u32> {
    bin.parent()?.file_name()?.to_str()?.parse().ok()
}

/// What runs a command as an unprivileged user who owns the folder.
fn shell(folder: &Path) -> Command {
    if !is_root() {
        return Command::new("env");
    }
    let known = |user: &&str| succeeds(Command::new("id").args(["-u", user]));
    let user = ["postgres", "nobody"].into_iter().find(known).expect("Debian knows nobody");
    assert!(succeeds(Command::new("chown").arg(user).arg(folder)), "root may give files away");
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--"]);
    command
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}

fn succeeds(command: &mut Command) -> bool {
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
