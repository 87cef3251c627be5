# The words of readers' pages. Every language has the same keys with the same placeholders.
skip = Skip to the content
home = Front page
sections = Sections
editions = Editions
pages = Pages
page = Page { $number }
newer = Newer
older = Older
comma = { ", " }
by = By
interview-by = Interview by
published = Published
updated = Updated
corrected = Corrected
corrections = Corrections
topics = Topics
related = Related stories
more-stories = More stories
empty = Nothing has been published here yet.

newsfeed = Newsfeed
newsfeed-about = Everything we publish, as it comes.
newsfeed-all = The whole newsfeed

list-topic = Topic
list-author = By this author

kind-news = News
kind-live = Live
kind-feature = Feature
kind-analysis = Analysis
kind-interview = Interview
kind-opinion = Opinion
kind-offbeat = Offbeat
kind-factcheck = Fact check

all-news = News
all-live = Live
all-feature = Features
all-analysis = Analyses
all-interview = Interviews
all-opinion = Opinion
all-offbeat = Offbeat
all-factcheck = Fact checks

opinion-note = This is an opinion. The views are the author’s own.
factcheck-note = A claim that is going around, checked against its sources.
live-empty = The coverage has begun. What happens appears here.

key-events = Key events
key-events-all = All key events
pinned = Pinned
posts = Posts
posts-older = Older posts
posts-newest = The newest posts
post-link = Link to this post
post-of = From our live coverage:
post-retracted = Taken off
post-retracted-title = This post has been taken off
new-posts-zero = { $number } new posts
new-posts-one = { $number } new post
new-posts-two = { $number } new posts
new-posts-few = { $number } new posts
new-posts-many = { $number } new posts
new-posts-other = { $number } new posts

withdrawn = Withdrawn
withdrawn-title = This story has been withdrawn
withdrawn-why = Reason
reason-error = An error that could not be corrected
reason-legal = Legal grounds
reason-rights = Rights of others
reason-privacy = Protection of privacy
reason-duplicate = Published twice
reason-other = Another reason

failure-400 = We did not understand that
failure-403 = This is not open to you
failure-404 = There is nothing here
failure-409 = That is not possible as it stands
failure-410 = This is gone
failure-413 = That was too large
failure-422 = Something in that was not right
failure-429 = That was too often
failure-500 = Something of ours is broken
failure-503 = We cannot do that just now
failure-way-out-400 = The address or the form was not as we expected it. Start again from the front page.
failure-way-out-403 = You may need to sign in, or another role.
failure-way-out-404 = The address may be mistyped, or the page was never published. The newest stories are on the front page.
failure-way-out-409 = Something has changed meanwhile. Go back, look again and then try once more.
failure-way-out-410 = It was here and has been taken off. The newest stories are on the front page.
failure-way-out-413 = Send something smaller.
failure-way-out-422 = Go back, look at what you entered, and send it again.
failure-way-out-429 = Wait a moment and try again.
failure-way-out-500 = It is not your doing. We have a record of it; try again in a few minutes.
failure-way-out-503 = Try again in a few minutes.
failure-reference = If you write to us about it, give this number:

offline = No connection
offline-way-out = This page cannot be fetched without a connection. What you were reading, and what you have typed, is still where you left it: go back to it, or try again here.
offline-again = Try again

new-stories = New stories

# The media bank.
mediabank = Media bank
mediabank-about = The pictures in this paper, and whose they are
mediabank-empty = There are no pictures here yet.
picture-creator = Made by
picture-credit = Credit
picture-copyright = Rights
picture-source = Source
picture-place = Place
picture-terms = Terms of use
picture-licence = Licence
picture-size = Size
picture-taken = Taken
picture-received = In the media bank since
picture-used = Used in

filter-section = Section
filter-kind = Kind
filter-all = All
filter-show = Show
filter-clear = Show everything

# The public record of a story.
history = History
history-about = What we published and what we changed since. Every entry is signed and chained to the one before it, so that nobody can change the past unseen.
history-back = To the story
history-publish = Published
history-update = Updated
history-correct = Corrected
history-withdraw = Withdrawn
history-restore = Restored
history-restore-changed = Restored with a changed text
history-version = Read this version
history-standing = This version stands now.
history-former = This is an earlier version.
history-unchanged = No word was changed.
history-form = Other form, same words:
history-added = Added:
history-removed = Removed:
history-withheld = This version was withdrawn and is not shown again.
history-not-compared = The version before was withdrawn, so the two are not compared.
history-field-headline = Headline
history-field-standfirst = Standfirst
history-field-bylines = Authors
history-field-place = Place
history-field-source = Agency
history-field-section = Section
history-field-topics = Topics
history-field-kind = Kind
history-field-language = Language
history-field-picture = Picture
history-block-picture = Picture
history-block-gallery = Pictures
history-block-related = Related story
history-block-embed = Embedded page
history-block-factbox = Fact box
history-block-table = Table
history-block-code = Code
history-block-rule = Dividing line
history-hash = Fingerprint
history-check = Check the record
history-how = You need not take our word for it. Anybody can check this record with our program:
history-holds = Your browser has checked this record: texts, chain and signatures hold.
history-partly = Your browser has checked this record: chain and signatures hold. Some texts are not shown any more and cannot be compared.
history-broken = Your browser has checked this record, and it does not hold. Please tell us.
history-key = The key of our newsroom
history-file = The record as a file
# Fronts.
breaking = Breaking

# What stands on other sites.
embed-load = Show what { $provider } has here
embed-note = Only then does your browser ask { $host }.
embed-refused = This cannot be shown here now. The link leads to it.
strip-dismiss = Dismiss
