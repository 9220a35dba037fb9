//! The contracts between the services. Everything here is generated from `*.proto`; the comments
//! there are the documentation.
#![allow(missing_docs, clippy::all, clippy::pedantic)]

/// The identity service.
pub mod identity {
    pub mod v1 {
        tonic::include_proto!("genvej.identity.v1");
    }
}

/// The case registry.
pub mod registry {
    pub mod v1 {
        tonic::include_proto!("genvej.registry.v1");
    }
}
