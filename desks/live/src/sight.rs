//! The one function that decides who sees what of a post. Page, address, API, stream and replay ask it.

use crate::post::{Post, State};
use crate::store;
use crate::view::path;
use ::store::Tx;
use base::{Failure, Id, Refused, Result, Time, unless_not_found};
use house::{Kind, Sight, Standing, Viewer};
use sections::encoded;
use stories::{Listed, Story};

/// A live story as it stands, and what readers' lists show of it.
pub(crate) struct Coverage {
    pub(crate) story: Story,
    pub(crate) shown: Option<Listed>,
}

/// Returns the story of a coverage, or refuses where there is none.
pub(crate) async fn coverage(tx: &mut Tx, story: Id) -> Result<Coverage> {
    Ok(Coverage { story: stories::story(tx, story).await?, shown: stories::shown(tx, story).await? })
}

impl Coverage {
    /// Returns what the viewer may see of the coverage itself. What readers get under another kind is none.
    pub(crate) fn sight(&self, viewer: &Viewer, now: Time) -> Sight {
        let sight = house::may_see(viewer, self.story.thing(), now);
        let is_live = self.shown.as_ref().is_some_and(|shown| shown.kind == Kind::Live.as_str());
        if sight == Sight::Whole && !viewer.reads_behind(&self.story.edition) && !is_live {
            return Sight::Nothing;
        }
        sight
    }

    /// Refuses unless the viewer may see the coverage: as if it were not there, or as withdrawn.
    pub(crate) fn must_be_seen(&self, viewer: &Viewer, now: Time) -> Result<()> {
        refuse(self.sight(viewer, now), self.story.withdraw_notice.as_deref())
    }
}

/// Returns what the viewer may see of a post: it is seen while its story is seen and it is live.
pub(crate) fn may_see(viewer: &Viewer, coverage: &Coverage, post: &Post, now: Time) -> Sight {
    let sight = coverage.sight(viewer, now);
    if sight != Sight::Whole || viewer.reads_behind(&coverage.story.edition) {
        return sight;
    }
    match post.state {
        State::Live => Sight::Whole,
        State::Retracted => Sight::Notice,
        State::Draft => Sight::Nothing,
    }
}

/// Returns how a post stands for readers now.
pub async fn standing(tx: &mut Tx, post: Id) -> Result<Standing> {
    let Some(post) = unless_not_found(store::post(tx, post).await)? else { return Ok(Standing::UNSEEN) };
    let coverage = coverage(tx, post.story).await?;
    let nobody = &Viewer::Anonymous;
    if coverage.sight(nobody, tx.now()) != Sight::Whole {
        // Of a story that readers do not see nothing of its posts is said.
        return Ok(Standing::UNSEEN);
    }
    Ok(match may_see(nobody, &coverage, &post, tx.now()) {
        Sight::Whole => Standing::seen_at(path(&coverage.story, &post).map(|path| encoded(&path))),
        Sight::Notice => Standing::TAKEN_OFF,
        Sight::Nothing => Standing::UNSEEN,
    })
}

/// Refuses unless the viewer may see the post.
pub(crate) fn must_be_seen(viewer: &Viewer, coverage: &Coverage, post: &Post, now: Time) -> Result<()> {
    coverage.must_be_seen(viewer, now)?;
    refuse(may_see(viewer, coverage, post, now), post.notice().or(Some("This post was taken off.")))
}

fn refuse(sight: Sight, notice: Option<&str>) -> Result<()> {
    match sight {
        Sight::Whole => Ok(()),
        Sight::Notice => Err(Failure::Refused(Refused::Gone(notice.unwrap_or_default().to_owned()))),
        Sight::Nothing => Err(Refused::NotFound.into()),
    }
}
