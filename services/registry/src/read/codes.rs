//! KLE and FORM numbers: folded, listed, and shown with the cases that use them.

use std::collections::{BTreeMap, BTreeSet};

use case::access::Principal;
use case::{Case, Event};
use chrono::Datelike as _;
use sea_orm::Value;
use vocabulary::{Code, CodeId, CodeOnCase, CodeScheme};

use super::catalogue::containing;
use super::fold::Fold;
use super::page::{Listed, Page, Slice};
use super::sql::Sql;
use super::store::Store;
use super::tables;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::search::fold;

/// That the row `k` is the one that its number means: of those in use the newest.
const IN_USE: &str = "k.retired = 0 AND NOT EXISTS (SELECT 1 FROM read_codes n WHERE \
    n.scheme = k.scheme AND n.number = k.number AND n.retired = 0 \
    AND (n.from_day, n.id) > (k.from_day, k.id))";

/// Which numbers are asked for.
#[derive(Debug, Clone)]
pub struct CodeList {
    /// Of which scheme.
    pub scheme: CodeScheme,
    /// Part of a title, or how a number begins; blank for all.
    pub search: String,
    /// Only FORM numbers that go with this KLE number.
    pub kle: Option<String>,
    /// Retired ones too, and those that were published before with the same number.
    pub all: bool,
    /// Which part of the list.
    pub slice: Slice,
}

impl Fold {
    /// Folds an event about numbers.
    pub(super) fn codes(&mut self, event: &Event) {
        if let Event::CodesImported { scheme, codes } = event {
            let rows = codes.iter().map(|code| row(*scheme, code)).collect();
            self.own.push(Write::Put(&tables::CODES, rows));
        }
        if let Event::KleFormsReplaced { forms } = event {
            self.own.push(Write::Run(Sql::of("DELETE FROM read_kle_forms")));
            let pairs: BTreeSet<(&String, &String)> = forms
                .iter()
                .flat_map(|(kle, forms)| forms.iter().map(move |form| (kle, form)))
                .collect();
            let rows = pairs
                .into_iter()
                .map(|(kle, form)| vec![kle.clone().into(), form.clone().into()])
                .collect();
            self.own.push(Write::Put(&tables::KLE_FORMS, rows));
        }
    }
}

fn row(scheme: CodeScheme, code: &Code) -> Vec<Value> {
    vec![
        scheme.name().into(),
        code.id.0.into(),
        code.number.clone().into(),
        fold(&code.title).into(),
        code.valid_from.map_or(0, |day| i64::from(day.num_days_from_ce())).into(),
        i64::from(code.retired_on.is_some()).into(),
        json(code).into(),
    ]
}

impl Reader {
    /// A page of numbers in their order, for readers who are signed in; nothing for others. The
    /// cursor is the number's id.
    pub async fn codes(
        &self,
        principal: &Principal,
        list: &CodeList,
    ) -> Result<Page<Code>, ReadError> {
        if !principal.reads_shared() {
            return Ok(Page { items: Vec::new(), has_next: false, total: None });
        }
        let scheme = list.scheme.name();
        let mut sql = Sql::of("SELECT k.code FROM read_codes k WHERE k.scheme = ").bind(scheme);
        if !list.all {
            sql = sql.push(" AND ").push(IN_USE);
        }
        if !list.search.trim().is_empty() {
            let search = list.search.trim();
            let begins = format!("{}.", search.trim_end_matches('.'));
            sql = sql.push(" AND (k.number = ").bind(search.trim_end_matches('.'));
            sql = sql.push(" OR k.number LIKE ").bind(containing(&begins)[1..].to_owned());
            sql = sql.push(" ESCAPE '!' OR k.folded LIKE ").bind(containing(&fold(search)));
            sql = sql.push(" ESCAPE '!')");
        }
        if let Some(kle) = &list.kle {
            sql = sql.push(" AND k.number IN (SELECT form FROM read_kle_forms WHERE kle = ");
            sql = sql.bind(kle.clone()).push(")");
        }
        if let Some(cursor) = &list.slice.after {
            let after: CodeId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql.push(" AND (k.number, k.id) > (SELECT a.number, a.id FROM read_codes a ");
            sql = sql.push("WHERE a.scheme = ").bind(scheme).push(" AND a.id = ").bind(after.0);
            sql = sql.push(")");
        }
        let sql = sql.push(" ORDER BY k.number, k.id LIMIT ").bind(list.slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(list.slice.count()) {
            let item: Code = parsed(&row.try_get_by_index::<String>(0)?)?;
            items.push(Listed { cursor: item.id.to_string(), item });
        }
        Ok(Page { items, has_next: rows.len() > list.slice.count(), total: None })
    }
}

/// What is published of the numbers that some cases use.
#[derive(Default)]
pub(super) struct Published(BTreeMap<(CodeScheme, String), Code>);

impl Published {
    /// Reads it.
    pub async fn of(store: &Store, cases: &[Case]) -> Result<Self, ReadError> {
        let used: BTreeSet<(CodeScheme, &String)> = cases.iter().flat_map(numbers).collect();
        let mut published = Self(BTreeMap::new());
        for scheme in [CodeScheme::Kle, CodeScheme::Form] {
            let numbers: Vec<String> =
                used.iter().filter(|(of, _)| *of == scheme).map(|(_, it)| (*it).clone()).collect();
            if numbers.is_empty() {
                continue;
            }
            let sql = Sql::of("SELECT k.code FROM read_codes k WHERE k.scheme = ");
            let sql = sql.bind(scheme.name()).push(" AND ").among("k.number", numbers);
            for row in sql.push(" ORDER BY k.from_day, k.id").all(&store.readers).await? {
                published.add(scheme, parsed(&row.try_get_by_index::<String>(0)?)?);
            }
        }
        Ok(published)
    }

    /// Of one number the newest in use counts, and where none is in use the newest.
    fn add(&mut self, scheme: CodeScheme, code: Code) {
        let key = (scheme, code.number.clone());
        let known = self.0.get(&key);
        if known.is_none_or(|known| known.retired_on.is_some() || code.retired_on.is_none()) {
            self.0.insert(key, code);
        }
    }

    /// The numbers of a case, KLE first, in the order that it says them.
    pub fn on(&self, case: &Case) -> Vec<CodeOnCase> {
        let shown = |(scheme, number): (CodeScheme, &String)| {
            let known = self.0.get(&(scheme, number.clone()));
            CodeOnCase {
                scheme,
                number: number.clone(),
                title: known.map(|code| code.title.clone()),
                retired: known.is_some_and(|code| code.retired_on.is_some()),
                retired_on: known.and_then(|code| code.retired_on),
                replaced_by: known.and_then(|code| code.replaced_by.clone()),
            }
        };
        numbers(case).map(shown).collect()
    }
}

/// The numbers of a case.
pub(super) fn numbers(case: &Case) -> impl Iterator<Item = (CodeScheme, &String)> {
    let kle = case.basics.kle.iter().map(|number| (CodeScheme::Kle, number));
    kle.chain(case.basics.form.iter().map(|number| (CodeScheme::Form, number)))
}

/// Adds that the case `c` uses a number of which none is in use.
pub(super) fn uses_retired(sql: Sql) -> Sql {
    sql.push(
        " AND EXISTS (SELECT 1 FROM read_case_labels l JOIN read_codes k \
         ON l.value = k.scheme || ':' || k.number \
         WHERE l.case_id = c.id AND l.kind = 'number' AND k.retired = 1 AND NOT EXISTS (SELECT 1 FROM read_codes n WHERE n.scheme = k.scheme \
         AND n.number = k.number AND n.retired = 0))",
    )
}
