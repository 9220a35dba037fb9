//! Lists of resources: filtered, page by page (RFC 7644, section 3.4.2).

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::entity::prelude::Uuid;
use serde_json::{Value, json};

use super::filter::{self, Filter};
use super::{Asked, Failure, Object, Refused, Reply, answer, groups, users};
use crate::provisioned::{groups as known_groups, people};

/// Resources of one page.
const MOST: u64 = 200;
/// Resources of a page when nothing is said.
const USUAL: u64 = 100;
/// Resources that are looked at in one go where a filter has to see them all.
const AT_ONCE: u64 = 1_000;
/// Members of all groups that are told or looked at in one go.
const MOST_MEMBERS: i64 = 200_000;

/// Who is in some groups.
type Members = BTreeMap<Uuid, BTreeSet<Uuid>>;

/// What part of a list is asked for.
struct Page {
    filter: Option<Filter>,
    /// From 0.
    start: u64,
    count: u64,
}

impl Page {
    fn of(asked: &Asked<'_>) -> Result<Self, Refused> {
        let number = |text: &Option<String>, name: &str, otherwise: i64| match text {
            None => Ok(otherwise),
            Some(text) => text.trim().parse::<i64>().map_err(|_| {
                Refused::bad("invalidValue", format!("{name} must be a whole number"))
            }),
        };
        let start = number(&asked.request.start_index, "startIndex", 1)?;
        let count = number(&asked.request.count, "count", USUAL.cast_signed())?;
        let filter = asked.request.filter.as_deref().map(filter::parse).transpose()?;
        // Less than the least is the least (section 3.4.2.4).
        Ok(Self {
            filter,
            start: u64::try_from(start.max(1) - 1).unwrap_or(0),
            count: u64::try_from(count.max(0)).unwrap_or(0).min(MOST),
        })
    }

    fn wants(&self, name: &str) -> Option<&str> {
        self.filter.as_ref().and_then(|filter| filter.wants(name))
    }

    /// The id that is wanted; `Err` where it is none, so that nothing can be found.
    fn wants_id(&self, name: &str) -> Result<Option<Uuid>, ()> {
        self.wants(name).map(Uuid::try_parse).transpose().map_err(|_| ())
    }
}

/// What was found: how many in all, and those of the page.
#[derive(Default)]
struct Found {
    total: u64,
    page: Vec<Object>,
}

impl Found {
    /// Takes what fits, of which only the page is kept.
    fn take(&mut self, page: &Page, resources: Vec<Object>) {
        for resource in resources {
            if page.filter.as_ref().is_some_and(|filter| !filter.fits(&resource)) {
                continue;
            }
            let is_on_page = self.total >= page.start && self.total - page.start < page.count;
            self.total += 1;
            if is_on_page {
                self.page.push(resource);
            }
        }
    }
}

/// `GET /Users`.
pub async fn users(asked: &Asked<'_>) -> Result<Reply, Failure> {
    let page = Page::of(asked)?;
    let Ok(id) = page.wants_id("id") else { return Ok(told(asked, &page, Found::default())) };
    let sought = people::Sought {
        id,
        user_name: page.wants("userName").map(str::to_owned),
        external_id: page.wants("externalId").map(str::to_owned),
    };
    let mut found = Found::default();
    if page.filter.is_none() {
        found.total = people::count(asked.store, asked.organisation).await?;
        found.page = users_at(asked, &sought, (page.start, page.count)).await?;
        return Ok(told(asked, &page, found));
    }
    let mut offset = 0;
    loop {
        let some = users_at(asked, &sought, (offset, AT_ONCE)).await?;
        let last = some.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        found.take(&page, some);
        if last {
            return Ok(told(asked, &page, found));
        }
        offset += AT_ONCE;
    }
}

async fn users_at(
    asked: &Asked<'_>,
    sought: &people::Sought,
    range: (u64, u64),
) -> Result<Vec<Object>, Failure> {
    let known = people::some(&asked.store.db, asked.organisation, sought, range).await?;
    let ids: Vec<Uuid> = known.iter().map(|known| known.id).collect();
    let groups = known_groups::of_people(&asked.store.db, &ids).await?;
    Ok(known.iter().map(|known| users::resource(asked, known, &groups)).collect())
}

/// `GET /Groups`.
pub async fn groups(asked: &Asked<'_>) -> Result<Reply, Failure> {
    let page = Page::of(asked)?;
    let (Ok(id), Ok(member)) = (page.wants_id("id"), page.wants_id("members")) else {
        return Ok(told(asked, &page, Found::default()));
    };
    // Names are compared in any letters, so that the filter has to see them all.
    let external_id = page.wants("externalId").map(str::to_owned);
    let sought = known_groups::Sought { id, external_id, member };
    let mut found = Found::default();
    if page.filter.is_none() {
        found.total = known_groups::count(asked.store, asked.organisation).await?;
        found.page = groups_at(asked, &sought, (page.start, page.count), &page).await?;
        return Ok(told(asked, &page, found));
    }
    let mut offset = 0;
    loop {
        let some = groups_at(asked, &sought, (offset, AT_ONCE), &page).await?;
        let last = some.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        found.take(&page, some);
        if last {
            if !filters_by_members(asked) {
                put_members(asked, &mut found.page).await?;
            }
            return Ok(told(asked, &page, found));
        }
        offset += AT_ONCE;
    }
}

/// Whether a filter has to see who is in a group.
fn filters_by_members(asked: &Asked<'_>) -> bool {
    let filter = asked.request.filter.as_deref().unwrap_or_default();
    filter.to_lowercase().contains("members")
}

/// Members of a page of groups, unless there are more than one answer holds.
async fn members_of(asked: &Asked<'_>, ids: &[Uuid]) -> Result<Members, Failure> {
    let sizes = known_groups::sizes(asked.store, ids).await?;
    if sizes.values().sum::<i64>() > MOST_MEMBERS {
        let detail = "the groups have more members than one answer holds; ask for fewer groups, \
            or leave out members with excludedAttributes";
        return Err(Refused::bad("tooMany", detail).into());
    }
    Ok(known_groups::members(&asked.store.db, ids).await?)
}

/// Tells who is in the groups of a page that was found without looking at that.
async fn put_members(asked: &Asked<'_>, page: &mut [Object]) -> Result<(), Failure> {
    if !answer::Selection::of(asked).has("members") {
        return Ok(());
    }
    let id = |group: &Object| group.get("id")?.as_str()?.parse::<Uuid>().ok();
    let ids: Vec<Uuid> = page.iter().filter_map(id).collect();
    let mut members = members_of(asked, &ids).await?;
    for group in page {
        let theirs = id(group).and_then(|id| members.remove(&id)).unwrap_or_default();
        groups::put_members(asked, group, &theirs);
    }
    Ok(())
}

async fn groups_at(
    asked: &Asked<'_>,
    sought: &known_groups::Sought,
    range: (u64, u64),
    page: &Page,
) -> Result<Vec<Object>, Failure> {
    let known = known_groups::some(&asked.store.db, asked.organisation, sought, range).await?;
    let ids: Vec<Uuid> = known.iter().map(|group| group.id).collect();
    let needed = match page.filter {
        Some(_) => filters_by_members(asked),
        None => answer::Selection::of(asked).has("members"),
    };
    let mut members = if needed { members_of(asked, &ids).await? } else { Members::new() };
    let group = |group: &known_groups::Group| {
        groups::resource(asked, group, &members.remove(&group.id).unwrap_or_default())
    };
    Ok(known.iter().map(group).collect())
}

fn told(asked: &Asked<'_>, page: &Page, found: Found) -> Reply {
    let selection = answer::Selection::of(asked);
    let resources: Vec<Value> =
        found.page.into_iter().map(|one| Value::Object(selection.cut(one))).collect();
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": found.total,
        "startIndex": page.start + 1,
        "itemsPerPage": resources.len(),
        "Resources": resources,
    });
    Reply { status: 200, body: Some(body), ..Reply::default() }
}
