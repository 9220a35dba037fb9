//! Which addresses are of the open internet, for what goes to a name that somebody else chose.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is one of the open internet: none of a machine itself, of networks inside, or
/// set aside for anything else.
pub fn is_open(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_open_v4(ip),
        IpAddr::V6(ip) => is_open_v6(ip),
    }
}

fn is_open_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// Global unicast is `2000::/3`; of that, addresses that carry one of version 4 in them are held to its
/// rules or refused.
fn is_open_v6(ip: Ipv6Addr) -> bool {
    let [first, second, third, ..] = ip.segments();
    let is_global = first & 0xe000 == 0x2000;
    let set_aside = match (first, second) {
        (0x2001, 0..=0x01ff | 0x0db8) | (0x3fff, _) => true,
        (0x2002, _) => {
            let [a, b] = second.to_be_bytes();
            let [c, d] = third.to_be_bytes();
            !is_open_v4(Ipv4Addr::new(a, b, c, d))
        }
        _ => false,
    };
    is_global && !set_aside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inside_is_an_address_of_the_open_internet() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "64:ff9b::7f00:1",
            "::127.0.0.1",
        ] {
            assert!(!is_open(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a01::1"] {
            assert!(is_open(outside.parse().unwrap()), "{outside}");
        }
    }
}
