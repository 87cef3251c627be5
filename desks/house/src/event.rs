//! The list of everything that can happen. An event carries ids and reasons, never content: what it is about is
//! read anew by whoever follows, so that nothing outlives its withdrawal.

use crate::{Kind, ReasonClass, Role};
use base::{Id, Result, Time};
use serde::de::{self, value::MapDeserializer};
use serde::{Deserialize, Serialize};
use std::fmt;
use store::{Entry, LogRow, Tx};

/// Something that happened, written in the transaction of the change itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    StoryCreated {
        revision: i64,
    },
    StorySaved {
        revision: i64,
    },
    StoryDeleted,
    StorySubmitted {
        revision: i64,
    },
    StoryReturned {
        revision: i64,
        /// Of one that the clock gave back: when it was to go out, and what of it was in the way.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Time>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lacks: Vec<String>,
    },
    StoryApproved {
        revision: i64,
    },
    StoryScheduled {
        revision: i64,
        at: Time,
    },
    StoryUnscheduled {
        revision: i64,
    },
    EmbargoLifted {
        revision: i64,
    },
    StoryPublished {
        revision: i64,
        group: Id,
        section: String,
        kind: Kind,
    },
    StoryUpdated {
        revision: i64,
        group: Id,
        section: String,
        kind: Kind,
    },
    StoryCorrected {
        revision: i64,
        group: Id,
        section: String,
        kind: Kind,
    },
    StoryWithdrawn {
        revision: i64,
        group: Id,
        reason_class: ReasonClass,
    },
    StoryRestored {
        revision: i64,
        group: Id,
        section: String,
        kind: Kind,
    },
    /// A link was made by which somebody without an account sees a revision.
    PreviewMade {
        preview: Id,
        revision: i64,
        until: Time,
    },
    PreviewEnded {
        preview: Id,
    },
    /// Somebody said something of a story to those who work on it.
    NoteWritten {
        note: Id,
    },
    /// The list of the hosts from which pages may show something changed.
    EmbedHostsChanged,
    PictureReceived,
    /// What is said of it: words, credit, focal point.
    PictureChanged,
    PictureLeased {
        lease: Id,
    },
    PictureLeaseEnded {
        lease: Id,
    },
    /// The clock turned an answer about who may use it.
    PictureRightsTurned,
    PictureWithdrawn {
        reason_class: ReasonClass,
    },
    /// A picture has come that the story waited for.
    PictureCame,
    /// There are forms of it that were not there before.
    PictureFormsMade,
    /// A post of a live coverage that readers do not see was written or changed.
    PostSaved {
        story: Id,
        revision: i64,
    },
    PostDeleted {
        story: Id,
    },
    PostPublished {
        story: Id,
        revision: i64,
        rank: String,
    },
    PostEdited {
        story: Id,
        revision: i64,
    },
    PostPinned {
        story: Id,
    },
    PostUnpinned {
        story: Id,
    },
    /// It is one of the coverage's key events from now on.
    PostKeyed {
        story: Id,
    },
    PostUnkeyed {
        story: Id,
    },
    PostMoved {
        story: Id,
        rank: String,
    },
    PostRetracted {
        story: Id,
        reason_class: ReasonClass,
    },
    PostRestored {
        story: Id,
        revision: i64,
    },
    /// The draft of a front was changed; none is the section of the edition's own.
    FrontSaved {
        section: Option<String>,
        revision: i64,
    },
    /// Readers see another arrangement of a front.
    FrontPublished {
        section: Option<String>,
        version: i64,
    },
    /// The clock took the breaking strip off a front.
    FrontStripEnded {
        section: Option<String>,
    },
    /// The plan of the paper changed: an edition or its sections. Its subject is the newsroom itself.
    PlanChanged {
        /// In which way: `edition-added`, `section-removed`; rows of before do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        way: Option<String>,
        /// The section that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        section: Option<String>,
    },
    /// A topic has another name, or stands at another address; before it stood at `was`.
    TopicRenamed {
        topic: String,
        was: String,
    },
    /// A topic became one with another, which stays.
    TopicMerged {
        topic: String,
        into: String,
    },
    PersonAdded {
        role: Role,
    },
    LinkRenewed,
    PasswordSet,
    SignedIn,
    /// Somebody tried to sign in and did not fit. Its subject is the person, or the newsroom where nobody has the
    /// address that was tried.
    SignInFailed,
    SignedOut,
    /// One or several sessions of a person were ended from another.
    SessionsEnded,
    SecondFactorAdded,
    SecondFactorEnded,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    PasskeyAdded {
        passkey: Id,
    },
    PasskeyRenamed {
        passkey: Id,
    },
    PasskeyRemoved {
        passkey: Id,
    },
    PersonRenamed,
    /// Another address is theirs, by which they sign in.
    EmailChanged,
    RoleGiven {
        role: Role,
    },
    RoleTaken {
        role: Role,
    },
    PersonBarred,
    PersonReadmitted,
    TokenAdded {
        role: Role,
    },
    TokenEnded,
    /// Somebody outside is told of what happens from now on.
    WebhookAdded,
    WebhookPaused,
    WebhookResumed,
    /// It does not take what is sent any more, or takes it again.
    WebhookFailing,
    WebhookRecovered,
    /// Something was taken off while it was paused or did not take anything: it does not know yet.
    WebhookBehind,
    WebhookRemoved,
    /// The house's list of words that are not printed, or only with care, changed.
    StopListChanged,
    /// The paper wears another theme; without a name it is the house's own look.
    ThemeChosen {
        theme: String,
    },
    /// The server began with other settings than before; these are their names.
    SettingsChanged {
        names: Vec<String>,
    },
}

impl Event {
    /// Returns that the plan changed in this way, and in which section if it was in one.
    pub fn plan_changed(way: &str, section: Option<&str>) -> Self {
        Self::PlanChanged { way: Some(way.to_owned()), section: section.map(str::to_owned) }
    }

    /// Returns the name in the log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::StoryCreated { .. } => "story_created",
            Self::StorySaved { .. } => "story_saved",
            Self::StoryDeleted => "story_deleted",
            Self::StorySubmitted { .. } => "story_submitted",
            Self::StoryReturned { .. } => "story_returned",
            Self::StoryApproved { .. } => "story_approved",
            Self::StoryScheduled { .. } => "story_scheduled",
            Self::StoryUnscheduled { .. } => "story_unscheduled",
            Self::EmbargoLifted { .. } => "embargo_lifted",
            Self::StoryPublished { .. } => "story_published",
            Self::StoryUpdated { .. } => "story_updated",
            Self::StoryCorrected { .. } => "story_corrected",
            Self::StoryWithdrawn { .. } => "story_withdrawn",
            Self::StoryRestored { .. } => "story_restored",
            Self::PreviewMade { .. } => "preview_made",
            Self::PreviewEnded { .. } => "preview_ended",
            Self::NoteWritten { .. } => "note_written",
            Self::EmbedHostsChanged => "embed_hosts_changed",
            Self::PictureReceived => "picture_received",
            Self::PictureChanged => "picture_changed",
            Self::PictureLeased { .. } => "picture_leased",
            Self::PictureLeaseEnded { .. } => "picture_lease_ended",
            Self::PictureRightsTurned => "picture_rights_turned",
            Self::PictureWithdrawn { .. } => "picture_withdrawn",
            Self::PictureCame => "picture_came",
            Self::PictureFormsMade => "picture_forms_made",
            Self::PostSaved { .. } => "post_saved",
            Self::PostDeleted { .. } => "post_deleted",
            Self::PostPublished { .. } => "post_published",
            Self::PostEdited { .. } => "post_edited",
            Self::PostPinned { .. } => "post_pinned",
            Self::PostUnpinned { .. } => "post_unpinned",
            Self::PostKeyed { .. } => "post_keyed",
            Self::PostUnkeyed { .. } => "post_unkeyed",
            Self::PostMoved { .. } => "post_moved",
            Self::PostRetracted { .. } => "post_retracted",
            Self::PostRestored { .. } => "post_restored",
            Self::FrontSaved { .. } => "front_saved",
            Self::FrontPublished { .. } => "front_published",
            Self::FrontStripEnded { .. } => "front_strip_ended",
            Self::PlanChanged { .. } => "plan_changed",
            Self::ThemeChosen { .. } => "theme_chosen",
            Self::TopicRenamed { .. } => "topic_renamed",
            Self::TopicMerged { .. } => "topic_merged",
            Self::PersonAdded { .. } => "person_added",
            Self::LinkRenewed => "link_renewed",
            Self::PasswordSet => "password_set",
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::SessionsEnded => "sessions_ended",
            Self::SecondFactorAdded => "second_factor_added",
            Self::SecondFactorEnded => "second_factor_ended",
            Self::RecoveryCodesMade => "recovery_codes_made",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::PasskeyAdded { .. } => "passkey_added",
            Self::PasskeyRenamed { .. } => "passkey_renamed",
            Self::PasskeyRemoved { .. } => "passkey_removed",
            Self::PersonRenamed => "person_renamed",
            Self::EmailChanged => "email_changed",
            Self::RoleGiven { .. } => "role_given",
            Self::RoleTaken { .. } => "role_taken",
            Self::PersonBarred => "person_barred",
            Self::PersonReadmitted => "person_readmitted",
            Self::TokenAdded { .. } => "token_added",
            Self::TokenEnded => "token_ended",
            Self::WebhookAdded => "webhook_added",
            Self::WebhookPaused => "webhook_paused",
            Self::WebhookResumed => "webhook_resumed",
            Self::WebhookFailing => "webhook_failing",
            Self::WebhookRecovered => "webhook_recovered",
            Self::WebhookBehind => "webhook_behind",
            Self::WebhookRemoved => "webhook_removed",
            Self::StopListChanged => "stop_list_changed",
            Self::SettingsChanged { .. } => "settings_changed",
        }
    }

    /// Returns whether the event changes what readers may see.
    pub fn is_public(&self) -> bool {
        matches!(
            self,
            Self::StoryPublished { .. }
                | Self::StoryUpdated { .. }
                | Self::StoryCorrected { .. }
                | Self::StoryWithdrawn { .. }
                | Self::StoryRestored { .. }
        ) || matches!(self.coverage(), Some((_, true)))
    }

    /// Returns the live story whose post the event is about, and whether readers may see what it changes.
    pub fn coverage(&self) -> Option<(Id, bool)> {
        match self {
            Self::PostSaved { story, .. } | Self::PostDeleted { story } => Some((*story, false)),
            Self::PostPublished { story, .. }
            | Self::PostEdited { story, .. }
            | Self::PostPinned { story }
            | Self::PostUnpinned { story }
            | Self::PostKeyed { story }
            | Self::PostUnkeyed { story }
            | Self::PostMoved { story, .. }
            | Self::PostRetracted { story, .. }
            | Self::PostRestored { story, .. } => Some((*story, true)),
            _ => None,
        }
    }

    /// Returns whether the event changes how a picture is shown, or whether it is.
    pub fn changes_a_picture(&self) -> bool {
        matches!(
            self,
            Self::PictureChanged
                | Self::PictureLeased { .. }
                | Self::PictureLeaseEnded { .. }
                | Self::PictureRightsTurned
                | Self::PictureWithdrawn { .. }
        )
    }

    /// Returns whether the event changes how a front is arranged for readers.
    pub fn changes_a_front(&self) -> bool {
        matches!(self, Self::FrontPublished { .. } | Self::FrontStripEnded { .. })
    }

    /// Returns whether the event changes what may stand on any page: the plan, or what topics are called.
    pub fn changes_the_plan(&self) -> bool {
        matches!(self, Self::PlanChanged { .. } | Self::TopicRenamed { .. } | Self::TopicMerged { .. })
    }

    /// Returns whether the event takes away what readers could see until then, or may: it is done only when no
    /// process of the newsroom shows it any more.
    pub fn takes_away(&self) -> bool {
        matches!(
            self,
            Self::StoryWithdrawn { .. }
                | Self::PlanChanged { .. }
                | Self::EmbedHostsChanged
                | Self::TopicRenamed { .. }
                | Self::TopicMerged { .. }
                | Self::PictureChanged
                | Self::PictureLeased { .. }
                | Self::PictureLeaseEnded { .. }
                | Self::PictureRightsTurned
                | Self::PictureWithdrawn { .. }
                | Self::PostRetracted { .. }
                | Self::PasswordSet
                | Self::SignedOut
                | Self::SessionsEnded
                | Self::RoleTaken { .. }
                | Self::PersonBarred
                | Self::TokenEnded
        )
    }

    /// Returns the group of translations that the story belongs to, where the event is public.
    pub fn group(&self) -> Option<Id> {
        match self {
            Self::StoryPublished { group, .. }
            | Self::StoryUpdated { group, .. }
            | Self::StoryCorrected { group, .. }
            | Self::StoryWithdrawn { group, .. }
            | Self::StoryRestored { group, .. } => Some(*group),
            _ => None,
        }
    }

    /// Returns what kind of thing the event is about.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PlanChanged { .. }
            | Self::ThemeChosen { .. }
            | Self::StopListChanged
            | Self::EmbedHostsChanged
            | Self::SettingsChanged { .. } => "newsroom",
            Self::TopicRenamed { .. } | Self::TopicMerged { .. } => "topic",
            Self::PersonAdded { .. }
            | Self::LinkRenewed
            | Self::PasswordSet
            | Self::SignedIn
            | Self::SignInFailed
            | Self::SignedOut
            | Self::SessionsEnded
            | Self::SecondFactorAdded
            | Self::SecondFactorEnded
            | Self::RecoveryCodesMade
            | Self::RecoveryCodeUsed
            | Self::PasskeyAdded { .. }
            | Self::PasskeyRenamed { .. }
            | Self::PasskeyRemoved { .. }
            | Self::PersonRenamed
            | Self::EmailChanged
            | Self::RoleGiven { .. }
            | Self::RoleTaken { .. }
            | Self::PersonBarred
            | Self::PersonReadmitted => "person",
            Self::TokenAdded { .. } | Self::TokenEnded => "token",
            Self::FrontSaved { .. } | Self::FrontPublished { .. } | Self::FrontStripEnded { .. } => "front",
            Self::WebhookAdded
            | Self::WebhookPaused
            | Self::WebhookResumed
            | Self::WebhookFailing
            | Self::WebhookRecovered
            | Self::WebhookBehind
            | Self::WebhookRemoved => "webhook",
            Self::PictureReceived
            | Self::PictureChanged
            | Self::PictureLeased { .. }
            | Self::PictureLeaseEnded { .. }
            | Self::PictureRightsTurned
            | Self::PictureWithdrawn { .. }
            | Self::PictureFormsMade => "picture",
            _ if self.coverage().is_some() => "post",
            _ => "story",
        }
    }

    /// Returns the names of everything that can happen, in the order of the list above.
    pub fn names() -> &'static [&'static str] {
        // Whoever asks for an event of no name is told the names that there are.
        let nameless = MapDeserializer::<_, Names>::new([("event", "")].into_iter());
        Self::deserialize(nameless).map_or_else(|Names(names)| names, |_| &[])
    }

    /// Returns whether an event is called so in the log.
    pub fn is_name(name: &str) -> bool {
        Self::names().contains(&name)
    }

    /// Writes the event into the log, in the transaction of what happened.
    pub async fn announce(
        self,
        tx: &mut Tx,
        actor: &str,
        edition: &str,
        subject: Id,
        reason: Option<String>,
    ) -> Result<i64> {
        self.announce_in(tx, Some(actor.into()), Some(edition.into()), subject, reason).await
    }

    /// Writes the event into the log where it may belong to no edition, or nobody known may have done it.
    pub async fn announce_in(
        self,
        tx: &mut Tx,
        actor: Option<String>,
        edition: Option<String>,
        subject: Id,
        reason: Option<String>,
    ) -> Result<i64> {
        let data = serde_json::to_value(&self).unwrap_or_default();
        let takes_away = self.takes_away();
        let (kind, event) = (self.kind(), self.name());
        tx.announce(Entry { actor, edition, kind, subject, event, data, reason, takes_away }).await
    }

    /// Returns the event that a row of the log tells of; `None` where it is another desk's.
    pub fn from_row(row: &LogRow) -> Option<Self> {
        serde_json::from_value(row.data.clone()).ok()
    }
}

/// The names that would have been known: what is kept of an error.
#[derive(Debug)]
struct Names(&'static [&'static str]);

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "none of {:?}", self.0)
    }
}

impl std::error::Error for Names {}

impl de::Error for Names {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_all_events_in_their_order() {
        let names = Event::names();

        assert_eq!(names.first(), Some(&"story_created"));
        assert_eq!(names.last(), Some(&"settings_changed"));
        assert!(names.contains(&Event::StopListChanged.name()) && names.len() > 60, "{names:?}");
    }

    #[test]
    fn only_what_the_log_calls_an_event_is_a_name() {
        assert!(Event::is_name("story_deleted") && Event::is_name("story_published"));
        assert!(!Event::is_name("story_burnt") && !Event::is_name(""));
    }
}
