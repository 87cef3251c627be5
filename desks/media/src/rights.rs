//! Who may use a picture for what, where and when: one pure function, total over all questions. Deny wins; where any
//! allow lease exists, use is allowed only within one; else the category's default counts.

use base::Time;
use serde::{Deserialize, Serialize};

/// What a picture is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    Web,
    Print,
    Social,
    Syndication,
    Newsletter,
}

/// What a lease does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    Allow,
    Deny,
}

/// A grant or a ban: for some purposes, in some territories, for some time; what it does not name it holds for.
#[derive(Clone, Debug, PartialEq)]
pub struct Lease {
    pub effect: Effect,
    /// Empty for all.
    pub purposes: Vec<Purpose>,
    /// ISO 3166 codes; empty for the whole world.
    pub territories: Vec<String>,
    pub from: Option<Time>,
    /// The first moment at which it does not hold any more.
    pub to: Option<Time>,
}

/// What decides about a picture's use.
#[derive(Clone, Debug, PartialEq)]
pub struct Rights {
    /// The purposes that its category brings.
    pub category: &'static [Purpose],
    pub leases: Vec<Lease>,
    pub is_withdrawn: bool,
}

/// The answer, with the reasons against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Allow,
    Deny(Vec<String>),
}

impl Answer {
    /// Returns whether the use is allowed.
    pub fn is_allow(&self) -> bool {
        *self == Self::Allow
    }
}

/// Returns whether a picture may be used for this, there, at this time. `territory` is none where the use is
/// everywhere, as on an open page: then a ban anywhere is a ban, and a grant for some countries is not enough.
pub fn may_use(rights: &Rights, purpose: Purpose, territory: Option<&str>, at: Time) -> Answer {
    let mut reasons = Vec::new();
    if rights.is_withdrawn {
        reasons.push("the picture is withdrawn".to_owned());
    }
    let is_held = |lease: &&Lease| lease.covers(purpose) && lease.holds(at);
    let touches = |lease: &&Lease| match territory {
        None => true,
        Some(territory) => lease.reaches(territory),
    };
    let mut bans = rights.leases.iter().filter(|lease| lease.effect == Effect::Deny);
    if bans.any(|lease| is_held(&lease) && touches(&lease)) {
        reasons.push("a lease denies it".to_owned());
    }
    let grants: Vec<&Lease> = rights.leases.iter().filter(|lease| lease.effect == Effect::Allow).collect();
    let is_granted = |lease: &&Lease| {
        is_held(lease)
            && match territory {
                None => lease.territories.is_empty(),
                Some(territory) => lease.reaches(territory),
            }
    };
    if grants.is_empty() {
        if !rights.category.contains(&purpose) {
            reasons.push("its category does not allow this purpose".to_owned());
        }
    } else if !grants.iter().any(is_granted) {
        reasons.push("no lease allows it now".to_owned());
    }
    if reasons.is_empty() { Answer::Allow } else { Answer::Deny(reasons) }
}

/// Returns the next moment after `now` at which an answer may change by itself.
pub fn next_change(rights: &Rights, now: Time) -> Option<Time> {
    let edges = rights.leases.iter().flat_map(|lease| [lease.from, lease.to]);
    edges.flatten().filter(|edge| *edge > now).min()
}

impl Lease {
    fn covers(&self, purpose: Purpose) -> bool {
        self.purposes.is_empty() || self.purposes.contains(&purpose)
    }

    fn holds(&self, at: Time) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }

    fn reaches(&self, territory: &str) -> bool {
        self.territories.is_empty() || self.territories.iter().any(|own| own.eq_ignore_ascii_case(territory))
    }
}

#[cfg(test)]
mod tests;
