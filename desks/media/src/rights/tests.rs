use super::*;

const ALL: &[Purpose] =
    &[Purpose::Web, Purpose::Print, Purpose::Social, Purpose::Syndication, Purpose::Newsletter];

fn at(seconds: i64) -> Time {
    Time::from_micros(seconds * 1_000_000)
}

fn lease(effect: Effect) -> Lease {
    Lease { effect, purposes: Vec::new(), territories: Vec::new(), from: None, to: None }
}

fn rights(leases: Vec<Lease>) -> Rights {
    Rights { category: ALL, leases, is_withdrawn: false }
}

fn is_allowed(rights: &Rights, territory: Option<&str>, now: i64) -> bool {
    may_use(rights, Purpose::Web, territory, at(now)).is_allow()
}

#[test]
fn an_owned_picture_may_be_used_for_everything() {
    assert!(ALL.iter().all(|purpose| may_use(&rights(Vec::new()), *purpose, None, at(5)).is_allow()));
}

#[test]
fn a_category_allows_its_purposes_alone() {
    let screengrab = Rights { category: &[Purpose::Web], ..rights(Vec::new()) };

    assert!(may_use(&screengrab, Purpose::Web, None, at(5)).is_allow());
    assert!(!may_use(&screengrab, Purpose::Syndication, None, at(5)).is_allow());
}

#[test]
fn deny_wins_over_every_allow() {
    let both = rights(vec![lease(Effect::Allow), lease(Effect::Deny)]);

    assert!(!is_allowed(&both, None, 5));
}

#[test]
fn where_a_lease_allows_nothing_outside_of_it_is_allowed() {
    let until_ten = rights(vec![Lease { from: Some(at(3)), to: Some(at(10)), ..lease(Effect::Allow) }]);

    assert_eq!([2, 3, 9, 10].map(|now| is_allowed(&until_ten, None, now)), [false, true, true, false]);
    assert_eq!(next_change(&until_ten, at(0)), Some(at(3)));
    assert_eq!(next_change(&until_ten, at(3)), Some(at(10)));
    assert_eq!(next_change(&until_ten, at(10)), None);
}

#[test]
fn a_lease_for_one_country_does_not_allow_an_open_page() {
    let land = |effect| Lease { territories: vec!["ES".into()], ..lease(effect) };

    assert!(!is_allowed(&rights(vec![land(Effect::Allow)]), None, 5));
    assert!(is_allowed(&rights(vec![land(Effect::Allow)]), Some("es"), 5));
    assert!(!is_allowed(&rights(vec![land(Effect::Deny)]), None, 5));
    assert!(is_allowed(&rights(vec![land(Effect::Deny)]), Some("FR"), 5));
}

#[test]
fn a_ban_on_one_purpose_leaves_the_others() {
    let no_print = rights(vec![Lease { purposes: vec![Purpose::Print], ..lease(Effect::Deny) }]);

    assert!(is_allowed(&no_print, None, 5));
    assert!(!may_use(&no_print, Purpose::Print, None, at(5)).is_allow());
}

#[test]
fn a_withdrawn_picture_may_be_used_for_nothing() {
    let withdrawn = Rights { is_withdrawn: true, ..rights(vec![lease(Effect::Allow)]) };

    assert!(!is_allowed(&withdrawn, None, 5));
}
