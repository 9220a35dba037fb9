//! What infra/ holds is taken by the services as it stands.

use std::fs;

use journeys::process::{Ended, run};
use journeys::workspace::{files, root};

const SERVICES: [&str; 3] = ["identity", "registry", "gateway"];

fn check(service: &str, file: &str) -> Ended {
    run(&[service, "--check", "--config", file])
}

fn committed(service: &str) -> String {
    root().join(format!("infra/config/{service}.toml")).display().to_string()
}

#[test]
fn every_committed_settings_file_is_taken_by_its_service() {
    for service in SERVICES {
        check(service, &committed(service)).well();
    }
}

#[test]
fn a_misspelt_key_is_refused_by_its_name() {
    for service in SERVICES {
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let file = folder.path().join("misspelt.toml");
        let text = fs::read_to_string(committed(service)).expect("a settings file");
        let misspelt = text.replacen("listen", "lissen", 1);
        fs::write(&file, misspelt).expect("a file");
        let ended = check(service, &file.display().to_string());
        assert!(!ended.status.success(), "{service} takes a misspelt key");
        assert!(ended.logged.contains("lissen"), "{service} does not name it: {}", ended.logged);
    }
}

#[test]
fn the_example_s_organisations_and_provider_are_taken_as_often_as_they_are_given() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let data = folder.path().display().to_string();
    let file = |name: &str| root().join(name).display().to_string();
    let organisations = file("services/genvej/demo/organisations.json");
    let provider = file("infra/keycloak/provider.toml");
    let early = run(&["provider", &provider, "--data", &data]);
    assert!(!early.status.success(), "a provider was taken for an organisation that is not there");
    for _ in 0..2 {
        let said = run(&["organisations", &organisations, "--data", &data]).well();
        assert!(said.contains("110"), "{said}");
        let said = run(&["provider", &provider, "--data", &data]).well();
        assert!(said.contains("29189668"), "{said}");
    }
}

#[test]
fn the_compose_file_mounts_only_what_is_there() {
    let compose = files().into_iter().find(|file| file.path == "docker-compose.yml");
    let compose = compose.expect("docker-compose.yml is there").text;
    let mounts = compose.lines().filter_map(|line| line.trim().strip_prefix("- ./"));
    let mounts: Vec<&str> = mounts.filter_map(|mount| mount.split(':').next()).collect();
    assert!(mounts.len() >= 4, "the reading is broken: {mounts:?}");
    for mount in mounts {
        assert!(root().join(mount).exists(), "docker-compose.yml mounts {mount}");
    }
    for service in SERVICES {
        assert!(compose.contains(&format!("/etc/genvej/{service}.toml")), "{service}");
    }
}
