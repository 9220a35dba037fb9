//! What is asked for in the address: the list's own filter, search and order.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use async_graphql::indexmap::IndexMap;
use async_graphql::{InputType, Name, Value};
use proto::registry::v1 as rpc;

use crate::case_filter::CaseFilter;
use crate::cases::{CaseSort, SortDirection, descends, sort_of};
use crate::connection::LARGEST_PAGE;
use crate::fault::Fault;

/// Characters of a search.
const LONGEST_SEARCH: usize = 200;

/// The parts of the list's filter and the type of each, out of the schema: a new one can be asked for
/// here without anybody thinking of it.
static PARTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let schema = crate::sdl();
    let filter = schema.split("input CaseFilter {").nth(1).unwrap_or_default();
    let fields = filter.split('}').next().unwrap_or_default().lines().filter_map(|line| {
        let (name, of) = line.trim().split_once(": ")?;
        let is_name = name.chars().all(char::is_alphanumeric);
        is_name.then(|| (name.to_owned(), of.to_owned()))
    });
    fields.collect()
});

/// The first page of what a query string asks for. None of an unknown parameter or value is let
/// pass: whoever misspells a filter must not be given everything.
pub fn message(query: &str) -> Result<rpc::ListCasesRequest, Fault> {
    let asked = actix_web::web::Query::<Vec<(String, String)>>::from_query(query);
    let (mut filter, mut search) = (IndexMap::new(), None);
    let (mut sort, mut direction) = (CaseSort::default(), None);
    for (name, text) in asked.map_err(|_| Fault::BadRequest)?.into_inner() {
        match name.as_str() {
            "search" => search = Some(text),
            "sort" => sort = parsed(Value::String(screaming(&text)))?,
            "direction" => direction = Some(parsed(Value::String(screaming(&text)))?),
            "filter" => filter.extend(as_object(&text)?),
            _ => add(&mut filter, &name, &text)?,
        }
    }
    if search.as_ref().is_some_and(|text| text.chars().count() > LONGEST_SEARCH) {
        return Err(Fault::InvalidArgument);
    }
    let filter: CaseFilter = parsed(Value::Object(filter))?;
    let direction: Option<SortDirection> = direction;
    Ok(rpc::ListCasesRequest {
        filter: Some(filter.into_message(search)?.ok_or(Fault::InvalidArgument)?),
        sort: sort_of(sort).into(),
        descending: descends(sort, direction),
        first: LARGEST_PAGE.unsigned_abs(),
        count: true,
        ..rpc::ListCasesRequest::default()
    })
}

fn parsed<T: InputType>(value: Value) -> Result<T, Fault> {
    T::parse(Some(value)).map_err(|_| Fault::InvalidArgument)
}

/// `preAnalysis` and `pre_analysis` as the schema writes values.
fn screaming(text: &str) -> String {
    let upper = text.chars().flat_map(|character| {
        let gap = character.is_uppercase() && text.chars().any(char::is_lowercase);
        gap.then_some('_').into_iter().chain(character.to_uppercase())
    });
    upper.collect::<String>().trim_start_matches('_').to_owned()
}

/// A filter as a saved search keeps it.
fn as_object(text: &str) -> Result<IndexMap<Name, Value>, Fault> {
    let json = serde_json::from_str(text).map_err(|_| Fault::InvalidArgument)?;
    match Value::from_json(json) {
        Ok(Value::Object(filter))
            if filter.keys().all(|name| PARTS.contains_key(name.as_str())) =>
        {
            Ok(filter)
        }
        _ => Err(Fault::InvalidArgument),
    }
}

/// One part of the filter: `phases=IDEA,OPERATION`, `phases=IDEA&phases=OPERATION`, `followed=true`.
fn add(filter: &mut IndexMap<Name, Value>, name: &str, text: &str) -> Result<(), Fault> {
    let of = PARTS.get(name).ok_or(Fault::InvalidArgument)?;
    let value = |text: &str| match of.trim_matches(['[', ']', '!']) {
        "Boolean" => text.parse().map(Value::Boolean).map_err(|_| Fault::InvalidArgument),
        "Int" => text.parse::<i64>().map(Value::from).map_err(|_| Fault::InvalidArgument),
        "ID" | "String" | "NaiveDate" | "DateTime" | "Decimal" => {
            Ok(Value::String(text.to_owned()))
        }
        _ => Ok(Value::Enum(Name::new(screaming(text)))),
    };
    if !of.starts_with('[') {
        filter.insert(Name::new(name), value(text)?);
        return Ok(());
    }
    let entry = filter.entry(Name::new(name)).or_insert_with(|| Value::List(Vec::new()));
    let Value::List(known) = entry else { return Err(Fault::InvalidArgument) };
    // Names of technologies may hold commas, so each has a parameter of its own.
    let parts: Vec<&str> =
        if of.contains("String") { vec![text] } else { text.split(',').collect() };
    for part in parts {
        known.push(value(part.trim())?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use vocabulary::Phase;

    use super::*;

    fn told(message: Option<&rpc::CaseFilter>) -> vocabulary::CaseFilter {
        serde_json::from_slice(&message.unwrap().filter_json).unwrap()
    }

    #[test]
    fn the_list_s_own_filter_search_and_order_are_understood() {
        let asked = message(
            "search=faktura&phases=idea,PRE_ANALYSIS&phases=operation&technologies=A%2C%20B&\
             followed=true&sort=title&direction=descending",
        )
        .unwrap();
        let filter = told(asked.filter.as_ref());
        let phases = [Phase::Idea, Phase::PreAnalysis, Phase::Operation];
        assert_eq!(filter.phases, phases);
        assert_eq!(filter.technologies, ["A, B"]);
        assert!(filter.followed && asked.descending);
        assert_eq!((filter.search.as_str(), asked.sort()), ("faktura", rpc::Sort::Title));
    }

    #[test]
    fn a_filter_as_a_saved_search_keeps_it_is_the_same() {
        let json = "filter=%7B%22phases%22%3A%5B%22PRE_ANALYSIS%22%5D%7D";
        let filter = |query| message(query).unwrap().filter;
        assert_eq!(filter(json), filter("phases=preAnalysis"));
    }

    #[test]
    fn what_is_misspelt_is_refused_and_never_left_out() {
        for query in [
            "phase=IDEA",
            "phases=IDE",
            "followed=ja",
            "sort=size",
            "filter=%7B%22phase%22%3A1%7D",
            "filter=x",
            "organisations=Randers",
        ] {
            assert_eq!(message(query), Err(Fault::InvalidArgument), "{query}");
        }
        let long = format!("search={}", "a".repeat(LONGEST_SEARCH + 1));
        assert_eq!(message(&long), Err(Fault::InvalidArgument));
    }
}
