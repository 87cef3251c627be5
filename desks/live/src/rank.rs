//! Ranks: the order of a coverage as texts, so that a post can be put between any two others without touching them.
//!
//! A post begins with its time as sixteen digits of hexadecimal; what stands between two others has more digits.
//! Digits and letters up to f alone, since every database orders those alike.

use base::Time;

/// A text greater than every rank.
pub(crate) const ABOVE_ALL: &str = "g";
/// How many digits a time has.
const DIGITS: usize = 16;

/// Returns the rank of a post of this time.
pub(crate) fn of(at: Time) -> String {
    format!("{:016x}", at.micros().max(0))
}

/// Returns the rank next above the highest of one time, as short as can be.
pub(crate) fn next(highest: &str) -> String {
    let (stem, last) = highest.split_at(highest.len().saturating_sub(1));
    match last.chars().next().and_then(|digit| digit.to_digit(16)) {
        Some(value) if highest.len() > DIGITS && value < 15 => format!("{stem}{:x}", value + 1),
        _ => format!("{highest}8"),
    }
}

/// Returns a rank above `below`, and under `above` where there is one.
pub(crate) fn between(below: &str, above: Option<&str>) -> String {
    let next = format!("{below}8");
    let Some(above) = above else { return next };
    match above.strip_prefix(below) {
        Some(rest) if next.as_str() >= above => format!("{below}{}", half(rest)),
        _ => next,
    }
}

/// Returns a rank under all, of which `lowest` is the lowest now.
pub(crate) fn under(lowest: &str) -> String {
    let time = lowest.get(..DIGITS).and_then(|digits| i64::from_str_radix(digits, 16).ok()).unwrap_or(0);
    of(Time::from_micros(time - 1))
}

/// Returns digits that are less than these, and do not end in 0.
fn half(digits: &str) -> String {
    let zeros: String = digits.chars().take_while(|digit| *digit == '0').collect();
    let first = digits.chars().find_map(|digit| digit.to_digit(16).filter(|value| *value > 0)).unwrap_or(1);
    match first {
        1 => format!("{zeros}08"),
        value => format!("{zeros}{:x}", value / 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_a_rank_between_two() {
        let (low, mut high) = (of(Time::from_micros(7_000_000)), of(Time::from_micros(7_000_001)));
        for _ in 0..200 {
            let middle = between(&low, Some(&high));
            assert!(low < middle && middle < high, "{low} < {middle} < {high}");
            high = middle;
        }
        let mut low = of(Time::from_micros(7_000_000));
        for _ in 0..200 {
            let middle = between(&low, Some(&high));
            assert!(low < middle && middle < high, "{low} < {middle} < {high}");
            low = middle;
        }
    }

    #[test]
    fn posts_of_one_moment_stand_in_the_order_in_which_they_came() {
        let (mut rank, later) = (of(Time::from_micros(0x10)), of(Time::from_micros(0x11)));
        for _ in 0..100 {
            let above = next(&rank);
            assert!(rank < above && above < later, "{rank} < {above} < {later}");
            rank = above;
        }
        assert!(rank.len() < DIGITS + 16, "{rank}");
    }

    #[test]
    fn a_later_post_stands_above_whatever_was_put_on_top() {
        let first = of(Time::from_micros(0x10));
        let above = between(&first, None);

        assert!(first < above && above < of(Time::from_micros(0x11)));
        assert!(under(&first) < first && *ABOVE_ALL > *above);
    }
}
