//! Writes the GraphQL schema, or says whether a file is it.

use crate::cli::SchemaOptions;
use crate::error::Failure;

/// Prints, writes or checks.
pub fn run(options: &SchemaOptions) -> Result<(), Failure> {
    let schema = gateway::sdl();
    let Some(file) = &options.file else {
        print!("{schema}");
        return Ok(());
    };
    let name = file.display();
    if !options.check {
        return std::fs::write(file, schema)
            .map_err(Failure::at(&format!("{name} kan ikke skrives")));
    }
    let written =
        std::fs::read_to_string(file).map_err(Failure::at(&format!("{name} kan ikke læses")))?;
    if written == schema {
        return Ok(());
    }
    Err(Failure::of(format!("{name} er ikke det skema, som gateway svarer med; kør `make schema`")))
}
