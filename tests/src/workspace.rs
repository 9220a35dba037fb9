//! The repository as data: its files, its crates and what they depend on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What is made by building or running, or was taken over from others as it is.
const NOT_OURS: &[&str] = &[".git", "target", "data", "node_modules", "dist", "assets"];

/// One text file of the repository.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// Path from the root of the repository, with `/` between its parts.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl TextFile {
    /// Whether its name ends with one of these, given without their dot.
    pub fn has_extension(&self, extensions: &[&str]) -> bool {
        let own = Path::new(&self.path).extension().and_then(|extension| extension.to_str());
        own.is_some_and(|own| extensions.contains(&own))
    }

    /// Its lines with their numbers from 1, without those that are comments as a whole.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..)
            .zip(self.text.lines())
            .filter(|(_, line)| !line.trim_start().starts_with("//") && !line.trim().is_empty())
    }
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every text file of the repository in the order of paths. Files that are not UTF-8 are left out.
pub fn files() -> Vec<TextFile> {
    let mut found = Vec::new();
    collect(root(), "", &mut found);
    assert!(found.len() > 50, "only {} files were found: the walk is broken", found.len());
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<TextFile>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{} cannot be listed: {error}", folder.display()));
    for entry in entries.map(|entry| entry.expect("invariant: a listed entry can be read")) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().expect("invariant: a listed entry has a type");
        if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) {
            collect(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_file()
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.push(TextFile { path, text });
        }
    }
}

/// The Rust files of the repository.
pub fn rust_files() -> impl Iterator<Item = TextFile> {
    files().into_iter().filter(|file| file.has_extension(&["rs"]))
}

/// What `cargo metadata` says of the whole tree, for the platform that the product is built for.
///
/// Dependencies of other platforms are in no program of ours and may not be on this machine.
pub fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--filter-platform"])
        .arg("x86_64-unknown-linux-gnu")
        .current_dir(root())
        .output()
        .expect("invariant: the cargo that built this test can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("invariant: cargo writes JSON")
}

/// One crate of ours.
#[derive(Debug, Clone)]
pub struct OwnCrate {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub folder: PathBuf,
    /// Our crates that it names as normal or build dependencies.
    pub ours: Vec<String>,
    /// Everybody else's that it names as normal or build dependencies.
    pub foreign: Vec<String>,
}

/// The crates of the workspace.
pub fn own_crates(metadata: &Value) -> Vec<OwnCrate> {
    let members = strings(&metadata["workspace_members"]);
    let packages = metadata["packages"].as_array().expect("invariant: metadata lists packages");
    packages.iter().filter(|package| members.contains(&text(&package["id"]))).map(own).collect()
}

fn own(package: &Value) -> OwnCrate {
    let dependencies = package["dependencies"].as_array().expect("invariant: a list");
    let shipped = dependencies.iter().filter(|dependency| dependency["kind"] != "dev");
    let (ours, foreign): (Vec<_>, Vec<_>) = shipped.partition(|one| one["path"].is_string());
    let names = |list: Vec<&Value>| list.into_iter().map(|one| text(&one["name"])).collect();
    let manifest = PathBuf::from(text(&package["manifest_path"]));
    OwnCrate {
        name: text(&package["name"]),
        folder: manifest.parent().expect("invariant: a manifest lies in a folder").into(),
        ours: names(ours),
        foreign: names(foreign),
    }
}

/// The text of a JSON string; panics on anything else.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// The texts of a JSON list.
pub fn strings(value: &Value) -> Vec<String> {
    value.as_array().expect("invariant: a list").iter().map(text).collect()
}
