//! Ids, made in one place so that nothing else reaches for randomness.

use uuid::Uuid;

/// An id that sorts by the time it was made (UUID version 7).
#[allow(clippy::disallowed_methods, reason = "this is the one place that may")]
pub fn v7() -> Uuid {
    Uuid::now_v7()
}

/// An id that tells nothing, not even when it was made (UUID version 4). Not a secret: 122 bits
/// that end up in logs.
#[allow(clippy::disallowed_methods, reason = "this is the one place that may")]
pub fn random() -> Uuid {
    Uuid::new_v4()
}

/// 16 bytes that nobody can guess, from a cryptographic generator that the operating system seeds.
pub fn salt() -> [u8; 16] {
    rand::random()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_version_seven_sort_by_time_and_never_repeat() {
        let ids: Vec<Uuid> = (0..100).map(|_| v7()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn random_ids_are_of_version_four() {
        assert_eq!(random().get_version_num(), 4);
    }
}
