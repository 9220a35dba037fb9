//! Compiles what the server says with protox, so that no protoc is needed on the machine.

use prost::Message as _;
use prost_0_13::Message as _;
use prost_types_0_13::FileDescriptorSet;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let contracts = ["proto/streams.proto", "proto/gossip.proto"];
    println!("cargo:rerun-if-changed=proto");
    // The compiler's descriptors are of a later generation than the client's; as bytes they agree.
    let compiled = protox::compile(contracts, ["proto"])?.encode_to_vec();
    let descriptors = FileDescriptorSet::decode(compiled.as_slice())?;
    tonic_build_0_12::configure().build_client(false).compile_fds(descriptors)?;
    Ok(())
}
