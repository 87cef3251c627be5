# The words of the newsroom's own pages. Every language of the desk has the same keys with the same placeholders.
# The names of fields and buttons are an outer interface: docs/INTERFACE.md lists them.
desk = Desk
sign-in = Sign in
sign-out = Sign out
email = Email
password = Password
new-password = New password
set-password = Set password
choose-password = Choose your password
password-for = For
password-hint = A few unrelated words are easy to keep and hard to guess.
link-spent = This link does not work any more
link-spent-way-out = It was used already, or it is too old. Ask an admin of your newsroom for a new one.

stories = Stories
state = State
headline = Headline
section = Section
kind = Kind
edition = Edition
changed = Changed
no-headline = No headline yet
# What keeps pictures of a story from its readers.
lacks-alt = Pictures without an alternative text: { $number }
lacks-coming = Pictures that have not been fetched yet: { $number }
lacks-credit = Pictures without a credit: { $number }
lacks-picture = Pictures that are not in the media bank: { $number }
lacks-unfetched = Pictures that could not be fetched: { $number }
lacks-use = Pictures that may not be used now: { $number }
no-stories = There are no stories yet. They come in by the API or by an import.
pages = Pages
newer = Newer
older = Older

state-draft = draft
state-submitted = submitted
state-approved = approved
state-scheduled = scheduled
state-published = published
state-withdrawn = withdrawn

kind-news = news
kind-live = live
kind-feature = feature
kind-analysis = analysis
kind-interview = interview
kind-opinion = opinion
kind-offbeat = offbeat
kind-factcheck = factcheck

# Why a form is shown again. In English the rule that was broken speaks for itself where it can.
refused-form = The form could not be read. Fill it in again.
refused-email = This is not an e-mail address.
refused-no-fit = The address and the password do not fit together.
refused-weak = This password is too easy to guess, or it is missing.
refused-too-much = Too many tries. Try again after { $time }.
refused-not-now = Too many people are signing in at this moment. Try again.

audit-log = Audit log
audit-everything = Everything
audit-when = When
audit-who = Who
audit-what = What
audit-about = About
audit-details = Details
audit-nothing = The log has nothing of this.
