//! What a document asks for, in numbers: each definition is read once and counted, then fragments
//! are multiplied out on the counts and never on the text.

use std::collections::{BTreeMap, HashMap};

use super::tokens::{Token, Tokens};
use super::{
    DEEPEST_NESTING, Facts, MOST_DIRECTIVES, MOST_FIELDS, MOST_FRAGMENTS, MOST_ROOT_FIELDS,
    OperationKind, Refused,
};

/// The counts of one operation or fragment.
#[derive(Debug, Default)]
struct Definition<'a> {
    fields: u64,
    root_fields: u64,
    /// A root field that is not about the schema.
    reads_data: bool,
    /// Selection sets inside one another.
    depth: u32,
    spreads: Vec<Spread<'a>>,
}

/// The use of a fragment.
#[derive(Debug)]
struct Spread<'a> {
    fragment: &'a str,
    at_root: bool,
    depth: u32,
}

/// The counts with every fragment written out.
#[derive(Debug, Clone, Copy, Default)]
struct Expanded {
    fields: u64,
    root_fields: u64,
    reads_data: bool,
    depth: u32,
}

/// A document's definitions.
#[derive(Debug, Default)]
pub(super) struct Shape<'a> {
    operations: Vec<(Option<&'a str>, OperationKind, Definition<'a>)>,
    fragments: BTreeMap<&'a str, Definition<'a>>,
    directives: u32,
    introspects: bool,
}

impl<'a> Shape<'a> {
    /// Reads every definition of a document.
    pub(super) fn read(text: &'a str) -> Result<Self, Refused> {
        let mut shape = Self::default();
        let mut tokens = Tokens::of(text);
        while let Some(token) = tokens.next()? {
            match token {
                Token::Open(b'{') => {
                    let body = shape.definition(&mut tokens)?;
                    shape.operations.push((None, OperationKind::Query, body));
                }
                Token::Name("query") => shape.operation(&mut tokens, OperationKind::Query)?,
                Token::Name("mutation") => shape.operation(&mut tokens, OperationKind::Mutation)?,
                Token::Name("subscription") => {
                    shape.operation(&mut tokens, OperationKind::Subscription)?;
                }
                Token::Name("fragment") => shape.fragment(&mut tokens)?,
                _ => return Err(Refused::Malformed),
            }
        }
        if shape.operations.is_empty() { Err(Refused::Malformed) } else { Ok(shape) }
    }

    /// Holds the counts against the limits.
    pub(super) fn within_limits(&self) -> Result<(), Refused> {
        let mut known = HashMap::new();
        for fragment in self.fragments.keys().copied() {
            self.expanded_fragment(fragment, &mut known)?.within_limits()?;
        }
        let (mut fields, mut root_fields) = (0_u64, 0_u64);
        for (_, _, body) in &self.operations {
            let expanded = self.expanded(body, &mut known)?;
            expanded.within_limits()?;
            fields = fields.saturating_add(expanded.fields);
            root_fields = root_fields.saturating_add(expanded.root_fields);
        }
        if fields > MOST_FIELDS {
            return Err(Refused::TooManyFields);
        }
        if root_fields > MOST_ROOT_FIELDS { Err(Refused::TooManyRootFields) } else { Ok(()) }
    }

    /// What is told of a document that keeps within the limits.
    pub(super) fn facts(&self) -> Facts {
        let mut known = HashMap::new();
        let reads_data = self.operations.iter().any(|(_, _, body)| {
            self.expanded(body, &mut known).is_ok_and(|expanded| expanded.reads_data)
        });
        Facts {
            operations: self
                .operations
                .iter()
                .map(|(name, kind, _)| (name.map(str::to_owned), *kind))
                .collect(),
            introspects: self.introspects,
            only_introspects: self.introspects && !reads_data,
        }
    }

    fn operation(&mut self, tokens: &mut Tokens<'a>, kind: OperationKind) -> Result<(), Refused> {
        let mut name = None;
        if let Some(Token::Name(written)) = tokens.peek()? {
            tokens.next()?;
            name = Some(written);
        }
        self.skip_arguments(tokens)?;
        self.skip_directives(tokens)?;
        expect_open(tokens)?;
        let body = self.definition(tokens)?;
        self.operations.push((name, kind, body));
        Ok(())
    }

    fn fragment(&mut self, tokens: &mut Tokens<'a>) -> Result<(), Refused> {
        let name = expect_name(tokens)?;
        // The parser takes `... on` for a type condition or for a fragment by what follows it.
        if name == "on" || expect_name(tokens)? != "on" {
            return Err(Refused::Malformed);
        }
        expect_name(tokens)?;
        self.skip_directives(tokens)?;
        expect_open(tokens)?;
        let body = self.definition(tokens)?;
        if self.fragments.len() >= MOST_FRAGMENTS {
            return Err(Refused::TooManyFragments);
        }
        match self.fragments.insert(name, body) {
            Some(_) => Err(Refused::Malformed),
            None => Ok(()),
        }
    }

    /// Counts a selection set whose bracket was taken, with all inside it.
    fn definition(&mut self, tokens: &mut Tokens<'a>) -> Result<Definition<'a>, Refused> {
        let mut body = Definition { depth: 1, ..Definition::default() };
        // For each open selection set, whether its fields are the definition's own roots.
        let mut at_root = vec![true];
        let mut empty = true;
        while let Some(&root) = at_root.last() {
            match tokens.next()?.ok_or(Refused::Malformed)? {
                Token::Close(b'}') if !empty => {
                    at_root.pop();
                }
                Token::Spread => {
                    if self.spread(tokens, root, &mut body)? {
                        at_root.push(root);
                        empty = true;
                        continue;
                    }
                }
                Token::Name(name) => {
                    self.field(tokens, name, root, &mut body)?;
                    if tokens.peek()? == Some(Token::Open(b'{')) {
                        tokens.next()?;
                        body.depth = body.depth.max(tokens.nesting());
                        at_root.push(false);
                        empty = true;
                        continue;
                    }
                }
                _ => return Err(Refused::Malformed),
            }
            empty = false;
        }
        Ok(body)
    }

    fn field(
        &mut self,
        tokens: &mut Tokens<'a>,
        first: &'a str,
        root: bool,
        body: &mut Definition<'a>,
    ) -> Result<(), Refused> {
        let mut name = first;
        if tokens.peek()? == Some(Token::Colon) {
            tokens.next()?;
            name = expect_name(tokens)?;
        }
        body.fields += 1;
        body.root_fields += u64::from(root);
        let about_schema = matches!(name, "__schema" | "__type");
        self.introspects |= about_schema;
        body.reads_data |= root && !about_schema && name != "__typename";
        self.skip_arguments(tokens)?;
        self.skip_directives(tokens)
    }

    /// Reads what follows `...`; true when a selection set of its own was opened. Counts as a field,
    /// because spreads that end in nothing multiply like those that end in fields.
    fn spread(
        &mut self,
        tokens: &mut Tokens<'a>,
        at_root: bool,
        body: &mut Definition<'a>,
    ) -> Result<bool, Refused> {
        body.fields += 1;
        match tokens.peek()? {
            Some(Token::Name("on")) => {
                tokens.next()?;
                expect_name(tokens)?;
                if tokens.was_commented() {
                    return Err(Refused::Malformed);
                }
            }
            Some(Token::Name(fragment)) => {
                tokens.next()?;
                body.spreads.push(Spread { fragment, at_root, depth: tokens.nesting() });
                self.skip_directives(tokens)?;
                return Ok(false);
            }
            _ => {}
        }
        self.skip_directives(tokens)?;
        expect_open(tokens)?;
        body.depth = body.depth.max(tokens.nesting());
        Ok(true)
    }

    fn skip_directives(&mut self, tokens: &mut Tokens<'a>) -> Result<(), Refused> {
        while tokens.peek()? == Some(Token::At) {
            tokens.next()?;
            self.count_directive()?;
            expect_name(tokens)?;
            self.skip_arguments(tokens)?;
        }
        Ok(())
    }

    /// Skips arguments or variable definitions, where there are any.
    fn skip_arguments(&mut self, tokens: &mut Tokens<'a>) -> Result<(), Refused> {
        if tokens.peek()? != Some(Token::Open(b'(')) {
            return Ok(());
        }
        let outside = tokens.nesting();
        tokens.next()?;
        while tokens.nesting() > outside {
            match tokens.next()? {
                Some(Token::At) => self.count_directive()?,
                Some(_) => {}
                None => return Err(Refused::Malformed),
            }
        }
        Ok(())
    }

    fn count_directive(&mut self) -> Result<(), Refused> {
        self.directives += 1;
        if self.directives > MOST_DIRECTIVES { Err(Refused::TooManyDirectives) } else { Ok(()) }
    }

    fn expanded_fragment(
        &self,
        name: &'a str,
        known: &mut HashMap<&'a str, Option<Expanded>>,
    ) -> Result<Expanded, Refused> {
        match known.get(name) {
            Some(Some(expanded)) => return Ok(*expanded),
            // Begun and not finished: the fragment leads back to itself.
            Some(None) => return Err(Refused::FragmentCycle),
            None => {}
        }
        // A fragment that is not there counts nothing; validation refuses the document.
        let Some(body) = self.fragments.get(name) else { return Ok(Expanded::default()) };
        known.insert(name, None);
        let expanded = self.expanded(body, known)?;
        known.insert(name, Some(expanded));
        Ok(expanded)
    }

    fn expanded(
        &self,
        body: &Definition<'a>,
        known: &mut HashMap<&'a str, Option<Expanded>>,
    ) -> Result<Expanded, Refused> {
        let mut sum = Expanded {
            fields: body.fields,
            root_fields: body.root_fields,
            reads_data: body.reads_data,
            depth: body.depth,
        };
        for spread in &body.spreads {
            let inner = self.expanded_fragment(spread.fragment, known)?;
            sum.fields = sum.fields.saturating_add(inner.fields);
            sum.depth = sum.depth.max(spread.depth.saturating_add(inner.depth));
            if spread.at_root {
                sum.root_fields = sum.root_fields.saturating_add(inner.root_fields);
                sum.reads_data |= inner.reads_data;
            }
        }
        Ok(sum)
    }
}

impl Expanded {
    fn within_limits(self) -> Result<(), Refused> {
        if self.depth > DEEPEST_NESTING {
            return Err(Refused::TooNested);
        }
        if self.fields > MOST_FIELDS { Err(Refused::TooManyFields) } else { Ok(()) }
    }
}

fn expect_name<'a>(tokens: &mut Tokens<'a>) -> Result<&'a str, Refused> {
    match tokens.next()? {
        Some(Token::Name(name)) => Ok(name),
        _ => Err(Refused::Malformed),
    }
}

fn expect_open(tokens: &mut Tokens<'_>) -> Result<(), Refused> {
    match tokens.next()? {
        Some(Token::Open(b'{')) => Ok(()),
        _ => Err(Refused::Malformed),
    }
}
