//! What a provider may be, whoever writes it down.

use url::{Host, Url};

use super::{ClaimMap, Provider};
use crate::administration::Problem;

/// Characters of a label, a claim's name and a domain.
const LONGEST_LABEL: usize = 100;
const LONGEST_NAME: usize = 250;
/// Characters of an issuer, a client's name and its secret.
const LONGEST_ADDRESS: usize = 500;
/// Entries of each list.
const MOST_SCOPES: usize = 20;
const MOST_NAMES: usize = 20;
const MOST_DOMAINS: usize = 50;
const MOST_ROLE_VALUES: usize = 500;

/// All that is wrong with a provider; `loopback` is allowed as an issuer in demo mode.
pub fn problems(provider: &Provider, loopback: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut hold = |problem: Option<Problem>| problems.extend(problem);
    hold(text("label", &provider.label, LONGEST_LABEL));
    hold(text("issuer", &provider.issuer, LONGEST_ADDRESS));
    hold(text("clientId", &provider.client_id, LONGEST_ADDRESS));
    if let Some(secret) = &provider.client_secret {
        hold(text("clientSecret", secret.expose(), LONGEST_ADDRESS));
    }
    if !is_issuer(&provider.issuer, loopback) {
        hold(Some(Problem::of("issuer", "malformed")));
    }
    if provider.scopes.len() > MOST_SCOPES {
        hold(Some(Problem::limited("scopes", "too_many", MOST_SCOPES)));
    }
    if !provider.scopes.iter().all(|scope| is_scope(scope)) {
        hold(Some(Problem::of("scopes", "malformed")));
    }
    if provider.email_domains.len() > MOST_DOMAINS {
        hold(Some(Problem::limited("emailDomains", "too_many", MOST_DOMAINS)));
    }
    if !provider.email_domains.iter().all(|domain| is_domain(domain)) {
        hold(Some(Problem::of("emailDomains", "malformed")));
    }
    problems.extend(of_claim_map(&provider.claim_map, provider.platform_roles));
    problems
}

fn of_claim_map(map: &ClaimMap, platform_roles: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let named = [
        ("claimMap.name", &map.name),
        ("claimMap.email", &map.email),
        ("claimMap.roles", &map.roles),
        ("claimMap.units", &map.units),
    ];
    problems.extend(named.into_iter().filter_map(|(field, name)| text(field, name, LONGEST_NAME)));
    // None is the subject.
    if !map.external_id.is_empty() {
        problems.extend(text("claimMap.externalId", &map.external_id, LONGEST_NAME));
    }
    for (field, names) in
        [("claimMap.organisation", &map.organisation), ("claimMap.privileges", &map.privileges)]
    {
        if names.len() > MOST_NAMES {
            problems.push(Problem::limited(field, "too_many", MOST_NAMES));
        }
        problems.extend(names.iter().find_map(|name| text(field, name, LONGEST_NAME)));
    }
    if map.organisation_required && map.organisation.is_empty() {
        problems.push(Problem::of("claimMap.organisation", "required"));
    }
    if map.role_values.len() > MOST_ROLE_VALUES {
        problems.push(Problem::limited("claimMap.roleValues", "too_many", MOST_ROLE_VALUES));
    }
    let mut values = map.role_values.keys();
    problems.extend(values.find_map(|value| text("claimMap.roleValues", value, LONGEST_NAME)));
    if !platform_roles {
        if map.role_values.values().any(|role| role.is_platform()) {
            problems.push(Problem::of("claimMap.roleValues", "not_allowed"));
        }
        if map.default_roles.iter().any(|role| role.is_platform()) {
            problems.push(Problem::of("claimMap.defaultRoles", "not_allowed"));
        }
    }
    problems
}

fn text(field: &str, text: &str, most: usize) -> Option<Problem> {
    if text.trim().is_empty() {
        Some(Problem::of(field, "required"))
    } else if text.chars().count() > most {
        Some(Problem::limited(field, "too_long", most))
    } else if text.chars().any(char::is_control) {
        Some(Problem::of(field, "forbidden_characters"))
    } else {
        None
    }
}

/// An issuer is an address over TLS without query and fragment (OpenID Connect Discovery, section
/// 3), and has a name: a number would be somebody's machine within, not a provider.
fn is_issuer(issuer: &str, loopback: bool) -> bool {
    let Ok(url) = Url::parse(issuer) else { return false };
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let named = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
    let here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(_)) | None => false,
    };
    plain && (url.scheme() == "https" && named || loopback && here)
}

/// RFC 6749, section 3.3.
fn is_scope(scope: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    !scope.is_empty() && scope.len() <= LONGEST_NAME && scope.bytes().all(allowed)
}

/// What may follow the @ of an address, in small letters.
pub fn is_domain(domain: &str) -> bool {
    let part = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !part.is_empty() && part.len() <= 63 && part.bytes().all(plain) && !part.starts_with('-')
    };
    domain.len() <= LONGEST_NAME && domain.contains('.') && domain.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_a_named_address_over_tls() {
        for good in ["https://login.example.dk", "https://login.example.dk/realms/a"] {
            assert!(is_issuer(good, false), "{good}");
        }
        for bad in [
            "",
            "login.example.dk",
            "http://login.example.dk",
            "https://login.example.dk/?a=b",
            "https://login.example.dk/#a",
            "https://a@login.example.dk",
            "https://127.0.0.1:8443",
            "https://169.254.169.254/latest",
            "https://intern",
            "file:///etc/passwd",
        ] {
            assert!(!is_issuer(bad, false), "{bad}");
        }
        assert!(is_issuer("http://127.0.0.1:8081/29189668", true));
    }

    #[test]
    fn a_domain_is_what_follows_the_at() {
        for good in ["randers.dk", "edu.randers.dk", "xn--rhus-9la.dk"] {
            assert!(is_domain(good), "{good}");
        }
        for bad in ["", "dk", "Randers.dk", "@randers.dk", "randers..dk", "-a.dk", "a b.dk", "*.dk"]
        {
            assert!(!is_domain(bad), "{bad}");
        }
    }
}
