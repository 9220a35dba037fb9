//! The people of an organisation as its administrator sees them, a page at a time.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait};
use token::Role;

use super::cover::Claimed;
use super::roles::{self, Held, claimed, given};
use super::{claimed_of, containing, row};
use crate::provisioned::added;
use crate::store::{Store, StoreError};

/// Which people.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// The organisation, a CVR number.
    pub organisation: &'a str,
    /// Part of the name or the e-mail.
    pub query: &'a str,
    /// Only those with this role, wherever it comes from.
    pub role: Option<Role>,
    /// Only those who may sign in, or may not.
    pub active: Option<bool>,
    /// One person.
    pub id: Option<Uuid>,
}

/// Somebody with all that an administrator decides on.
#[derive(Clone)]
pub struct Administered {
    /// The id that all other services know.
    pub id: Uuid,
    /// As the provider last gave it.
    pub name: String,
    /// As the provider last gave it.
    pub email: String,
    /// May sign in.
    pub active: bool,
    /// Was disabled by an administrator.
    pub disabled: bool,
    /// Is locked out by an operator.
    pub locked: bool,
    /// In seconds since 1970.
    pub last_sign_in: i64,
    /// The provider's issuer.
    pub issuer: String,
    /// The roles.
    pub held: Held,
    /// What claims said of a local superuser's role.
    pub claimed: Claimed,
}

impl std::fmt::Debug for Administered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Administered({})", self.id)
    }
}

/// After whom a page begins: name and id of the last of the page before.
pub type After = (String, Uuid);

/// A page by name, and how many there are in all.
pub async fn page(
    store: &Store,
    wanted: &Wanted<'_>,
    after: Option<After>,
    most: u64,
) -> Result<(Vec<Administered>, u64), StoreError> {
    use row::Column as C;
    let all = row::Entity::find().filter(matching(wanted));
    let total = all.clone().count(&store.db).await?;
    let mut page = all.order_by_asc(C::Name).order_by_asc(C::Id).limit(most);
    if let Some((name, id)) = after {
        let same_name = Condition::all().add(C::Name.eq(name.as_str())).add(C::Id.gt(id));
        page = page.filter(Condition::any().add(C::Name.gt(name)).add(same_name));
    }
    let rows = page.all(&store.db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut held = roles::held(store, &ids).await?;
    let people = rows.into_iter().map(|row| {
        let held = held.remove(&row.id).unwrap_or_default();
        Ok(Administered {
            claimed: claimed_of(&row)?,
            active: row.is_let_in() && !held.added.kept_out,
            disabled: !row.active,
            held,
            locked: row.locked.is_some(),
            id: row.id,
            name: row.name,
            email: row.email,
            last_sign_in: row.last_sign_in,
            issuer: row.issuer,
        })
    });
    Ok((people.collect::<Result<_, StoreError>>()?, total))
}

/// One person of an organisation; a foreign one is answered as one that is not there.
pub async fn one(
    store: &Store,
    organisation: &str,
    id: Uuid,
) -> Result<Option<Administered>, StoreError> {
    let wanted = Wanted { organisation, id: Some(id), ..Wanted::default() };
    Ok(page(store, &wanted, None, 1).await?.0.pop())
}

fn matching(wanted: &Wanted<'_>) -> Condition {
    use row::Column as C;
    let mut matching = Condition::all().add(C::Organisation.eq(wanted.organisation));
    if !wanted.query.is_empty() {
        matching = matching.add(Expr::col(C::Search).like(containing(wanted.query)));
    }
    if let Some(role) = wanted.role {
        let word = role.to_string();
        let claimed = claimed::Entity::find()
            .select_only()
            .column(claimed::Column::Person)
            .filter(claimed::Column::Role.eq(word.as_str()))
            .into_query();
        let given = given::Entity::find()
            .select_only()
            .column(given::Column::Person)
            .filter(given::Column::Role.eq(word.as_str()))
            .into_query();
        let any = Condition::any()
            .add(C::Id.in_subquery(claimed))
            .add(C::Id.in_subquery(given))
            .add(C::Id.in_subquery(added::with_role(role)));
        matching = matching.add(any);
    }
    if let Some(active) = wanted.active {
        let let_in = Condition::all()
            .add(C::Active.eq(true))
            .add(C::Locked.is_null())
            .add(C::Id.not_in_subquery(added::kept_out()));
        matching = matching.add(if active { let_in } else { let_in.not() });
    }
    if let Some(id) = wanted.id {
        matching = matching.add(C::Id.eq(id));
    }
    matching
}
