//! Compiles the contracts with protox, so that no protoc is needed on the machine.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let contracts = [
        "identity.proto",
        "identity_admin.proto",
        "identity_sessions.proto",
        "registry.proto",
        "attachments.proto",
        "collections.proto",
        "commands.proto",
        "catalogue.proto",
        "statistics.proto",
        "owning.proto",
        "front_page.proto",
        "notifications.proto",
        "talking.proto",
        "searching.proto",
        "exchange.proto",
        "error_reports.proto",
        "reuse_graph.proto",
        "runs.proto",
        "robots.proto",
        "clients.proto",
        "scim.proto",
        "role_limits.proto",
    ];
    for contract in contracts {
        println!("cargo:rerun-if-changed={contract}");
    }
    let descriptors = protox::compile(contracts, ["."])?;
    tonic_prost_build::configure().compile_fds(descriptors)?;
    Ok(())
}
