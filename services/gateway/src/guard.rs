//! Reads a GraphQL document before the parser does, and refuses what would hurt it.
//!
//! async-graphql 7.2.1 aborts the process on a few kilobytes of nested brackets and burns seconds on
//! multiplying fragments before its own limits are asked. Nothing reaches its parser without having
//! passed [`check`], which takes time linear in the document and a stack that the limits bound.
//!
//! **Invariant:** where this reader and the parser could read a document differently, it is refused.

mod shape;
mod tokens;

#[cfg(test)]
mod tests;

use shape::Shape;

/// Bytes of a document.
pub const LONGEST_DOCUMENT_BYTES: usize = 16 * 1024;
/// Brackets of any kind inside one another, also when fragments are written out.
pub const DEEPEST_NESTING: u32 = 32;
/// Fragment definitions.
pub const MOST_FRAGMENTS: usize = 20;
/// Fields and uses of fragments, with every fragment written out where it is used.
pub const MOST_FIELDS: u64 = 1_000;
/// Fields at the roots of all operations together, fragments written out.
pub const MOST_ROOT_FIELDS: u64 = 20;
/// Directives in the whole document.
pub const MOST_DIRECTIVES: u32 = 50;

/// Why a document does not reach the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More than [`LONGEST_DOCUMENT_BYTES`].
    #[error("the document is too long")]
    TooLong,
    /// Brackets nested deeper than [`DEEPEST_NESTING`].
    #[error("the document is nested too deep")]
    TooNested,
    /// More than [`MOST_FRAGMENTS`].
    #[error("the document has too many fragments")]
    TooManyFragments,
    /// A fragment that contains itself.
    #[error("a fragment of the document contains itself")]
    FragmentCycle,
    /// More than [`MOST_FIELDS`].
    #[error("the document asks for too many fields")]
    TooManyFields,
    /// More than [`MOST_ROOT_FIELDS`].
    #[error("the document asks for too many root fields")]
    TooManyRootFields,
    /// More than [`MOST_DIRECTIVES`].
    #[error("the document has too many directives")]
    TooManyDirectives,
    /// Not UTF-8, or not written as GraphQL is written.
    #[error("the document is not GraphQL")]
    Malformed,
}

impl Refused {
    /// Every one, so that a test can ask each for its text.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 8] = [
        Self::TooLong,
        Self::TooNested,
        Self::TooManyFragments,
        Self::FragmentCycle,
        Self::TooManyFields,
        Self::TooManyRootFields,
        Self::TooManyDirectives,
        Self::Malformed,
    ];

    /// The stable code that programs act on.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "document_too_long",
            Self::TooNested => "document_too_nested",
            Self::TooManyFragments => "document_too_many_fragments",
            Self::FragmentCycle => "document_fragment_cycle",
            Self::TooManyFields => "document_too_many_fields",
            Self::TooManyRootFields => "document_too_many_root_fields",
            Self::TooManyDirectives => "document_too_many_directives",
            Self::Malformed => "document_malformed",
        }
    }
}

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// Reads.
    Query,
    /// Writes.
    Mutation,
    /// Waits for changes.
    Subscription,
}

/// What the gateway must know of a document before it is parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The operations in the order written, with their names.
    pub operations: Vec<(Option<String>, OperationKind)>,
    /// It asks for the schema somewhere.
    pub introspects: bool,
    /// It asks for nothing but the schema.
    pub only_introspects: bool,
}

impl Facts {
    /// The operation that a request runs: the one it names, or the only one there is.
    pub fn operation(&self, name: Option<&str>) -> Option<OperationKind> {
        match (name, self.operations.as_slice()) {
            (None, [(_, kind)]) => Some(*kind),
            (Some(name), operations) => operations
                .iter()
                .find(|(written, _)| written.as_deref() == Some(name))
                .map(|(_, kind)| *kind),
            _ => None,
        }
    }
}

/// Checks a document against every limit.
pub fn check(document: &[u8]) -> Result<Facts, Refused> {
    if document.len() > LONGEST_DOCUMENT_BYTES {
        return Err(Refused::TooLong);
    }
    let text = std::str::from_utf8(document).map_err(|_| Refused::Malformed)?;
    let shape = Shape::read(text)?;
    shape.within_limits()?;
    Ok(shape.facts())
}
