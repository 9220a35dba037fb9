//! The page of the demo provider: whom do you want to be?

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use token::Role;

use super::DemoPerson;

const STYLE: &str = "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;\
    margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
    button{display:block;width:100%;margin:0 0 .75rem;padding:.75rem 1rem;font:inherit;\
    text-align:left;border:2px solid #1f5c4d;border-radius:.25rem;background:#fff;color:#1a1a1a}\
    button:hover,button:focus{outline:3px solid #1f5c4d;outline-offset:2px}\
    small{display:block;color:#4a4a4a}";

/// The page that lists an organisation's people. `request` is the ticket of the sign-in.
pub fn choose(organisation: &str, people: &[DemoPerson], request: &str) -> String {
    let buttons: String = people.iter().map(button).collect();
    document(
        "Vælg en person",
        &format!(
            "<h1>Log ind som</h1><p>Dette er en demo for {}. Personerne findes ikke, og der \
             skal ingen adgangskode til.</p><form method=\"post\"><input type=\"hidden\" \
             name=\"request\" value=\"{}\">{buttons}<button name=\"subject\" \
             value=\"\">Annuller</button></form>",
            escape(organisation),
            escape(request),
        ),
    )
}

fn button(person: &DemoPerson) -> String {
    let local = (!person.job_functions.is_empty()).then_some(Role::LocalSuperuser);
    let roles: Vec<&str> = person.roles.iter().copied().chain(local).map(danish).collect();
    format!(
        "<button name=\"subject\" value=\"{}\">{}<small>{}</small></button>",
        escape(&person.subject),
        escape(&person.name),
        roles.join(", "),
    )
}

/// A page that says why it goes no further.
pub fn refusal(text: &str) -> String {
    document("Det gik ikke", &format!("<h1>Det gik ikke</h1><p>{}</p>", escape(text)))
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"da\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title} – demo</title><style>{STYLE}</style></head>\
         <body><main>{body}</main></body></html>"
    )
}

/// The content security policy: no scripts, our own style, and forms that end at the gateway.
pub fn policy(redirect_origin: &str) -> String {
    let style = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self' {redirect_origin}; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}

fn danish(role: Role) -> &'static str {
    match role {
        Role::Reader => "læser",
        Role::Contributor => "bidragyder",
        Role::LocalSuperuser => "lokal superbruger",
        Role::Superuser => "superbruger",
        Role::Administrator => "administrator",
        Role::ApiAdministrator => "API-administrator",
        Role::Coordinator => "koordinator",
        Role::CatalogueEditor => "katalogredaktør",
        Role::Operator => "driftsansvarlig",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::cover::Limit;

    #[test]
    fn what_is_shown_is_text_and_never_markup() {
        let person = DemoPerson {
            subject: "\"><script>".to_owned(),
            name: "<b>Ida</b> & \"Bo\"".to_owned(),
            email: String::new(),
            organisation: String::new(),
            roles: vec![Role::Contributor],
            units: vec![],
            job_functions: vec![Limit::default()],
        };
        let page = choose("<i>Randers</i>", &[person], "ticket");
        assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("<i>"));
        assert!(page.contains("bidragyder, lokal superbruger"));
    }

    #[test]
    fn the_policy_allows_no_script_and_names_the_style() {
        let policy = policy("http://127.0.0.1:8080");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
        assert!(!policy.contains("unsafe") && !policy.contains("script-src"));
    }
}
