//! `genvej people`, `lock`, `unlock` and `keys`: who gets in and what they may do, written into
//! identity's store directly. A running identity and gateway follow within seconds.

use chrono::DateTime;
use identity::{Store, operate};
use token::{Kle, Role};

use crate::cli::{KeyOptions, KeyVerb, LockOptions, PeopleOptions, PeopleVerb, Whom};
use crate::error::Failure;
use crate::operate::store;

/// Shows people, and gives and takes roles.
pub async fn people(options: PeopleOptions) -> Result<(), Failure> {
    let store = store(&options.store).await?;
    match options.verb {
        PeopleVerb::List { organisation } => list(&store, &organisation).await,
        PeopleVerb::Give { person, role, unit, kle } => {
            let role = role_of(&role)?;
            let kle = kle.iter().map(|number| kle_of(number)).collect::<Result<Vec<_>, _>>()?;
            let is_limited = !unit.is_empty() || !kle.is_empty();
            if is_limited != (role == Role::LocalSuperuser) {
                let local = "en lokal superbruger, og kun den, skal have --unit eller --kle";
                return Err(Failure::of(local));
            }
            let given = operate::give_role(&store, person, role, &unit, &kle).await;
            given.map_err(Failure::at("rollen kan ikke gives"))?;
            println!("{person} har nu rollen {role}.");
            Ok(())
        }
        PeopleVerb::Take { person, role } => {
            let role = role_of(&role)?;
            let taken = operate::take_role(&store, person, role).await;
            if taken.map_err(Failure::at("rollen kan ikke tages"))? {
                println!("{person} har ikke længere rollen {role} herfra.");
                return Ok(());
            }
            Err(Failure::of(
                "rollen er ikke givet her; giver login-udbyderen den, skal den tages dér",
            ))
        }
    }
}

async fn list(store: &Store, organisation: &str) -> Result<(), Failure> {
    let all = operate::list_people(store, organisation).await;
    let all = all.map_err(Failure::at("folk kan ikke vises"))?;
    for person in &all {
        let roles: Vec<&str> = person.roles.iter().map(|role| role.as_str()).collect();
        let out = if person.active { "" } else { "  (lukket ude)" };
        println!("{}  {} <{}>  {}{out}", person.id, person.name, person.email, roles.join(", "));
    }
    println!("{} har logget ind.", all.len());
    Ok(())
}

fn role_of(word: &str) -> Result<Role, Failure> {
    word.parse().map_err(|_| {
        let all: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        Failure::of(format!("{word} er ingen rolle; rollerne er {}", all.join(", ")))
    })
}

fn kle_of(word: &str) -> Result<Kle, Failure> {
    let odd =
        |_| Failure::of(format!("{word} er ikke et KLE-nummer; skriv 27, 54.15 eller 54.15.04"));
    word.parse().map_err(odd)
}

/// Locks out, at once and everywhere.
pub async fn lock(options: LockOptions) -> Result<(), Failure> {
    let store = store(&options.store).await?;
    let failed = "låsen kan ikke sættes";
    match options.whom {
        Whom::Organisation { cvr } => {
            let ended = operate::lock_organisation(&store, &cvr).await;
            let ended = ended.map_err(Failure::at(failed))?;
            println!("{cvr} er lukket ude; {ended} sessioner er endt.");
        }
        Whom::Person { id } => {
            if !operate::disable_person(&store, id).await.map_err(Failure::at(failed))? {
                return Err(Failure::of(format!("{id} findes ikke")));
            }
            println!("{id} er lukket ude.");
        }
    }
    Ok(())
}

/// Lets in again.
pub async fn unlock(options: LockOptions) -> Result<(), Failure> {
    let store = store(&options.store).await?;
    let failed = "låsen kan ikke tages af";
    match options.whom {
        Whom::Organisation { cvr } => {
            operate::unlock_organisation(&store, &cvr).await.map_err(Failure::at(failed))?;
            println!("{cvr} kan logge ind igen.");
        }
        Whom::Person { id } => {
            if !operate::enable_person(&store, id).await.map_err(Failure::at(failed))? {
                return Err(Failure::of(format!("{id} findes ikke")));
            }
            println!("{id} kan logge ind igen.");
        }
    }
    Ok(())
}

/// Shows signing keys, and makes new ones.
pub async fn keys(options: KeyOptions) -> Result<(), Failure> {
    let store = store(&options.store).await?;
    match options.verb {
        KeyVerb::List => {
            let keys = operate::signing_keys(&store).await;
            for key in keys.map_err(Failure::at("nøglerne kan ikke læses"))? {
                let made = DateTime::from_timestamp(key.made, 0).unwrap_or_default();
                let signs = if key.signs { "  underskriver" } else { "" };
                println!("{}  lavet {}{signs}", key.id, made.format("%Y-%m-%dT%H:%M:%SZ"));
            }
            Ok(())
        }
        KeyVerb::Rotate { at_once } => {
            let made = operate::rotate_signing_key(&store, at_once).await;
            let made = made.map_err(Failure::at("nøglen kan ikke laves"))?;
            let key = made.ok_or_else(|| {
                Failure::of("der er allerede en ny nøgle på vej; den underskriver om to minutter")
            })?;
            println!("{key} er lavet{}.", if at_once { " og underskriver nu" } else { "" });
            Ok(())
        }
    }
}
