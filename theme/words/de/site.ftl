skip = Zum Inhalt springen
home = Startseite
sections = Ressorts
editions = Ausgaben
pages = Seiten
page = Seite { $number }
newer = Neuere
older = Ältere
comma = { ", " }
by = Von
interview-by = Interview von
published = Veröffentlicht
updated = Aktualisiert
corrected = Korrigiert
corrections = Korrekturen
topics = Themen
related = Mehr zum Thema
more-stories = Weitere Meldungen
empty = Hier ist noch nichts erschienen.

newsfeed = Newsticker
newsfeed-about = Alles, was wir veröffentlichen, sobald es erscheint.
newsfeed-all = Der ganze Newsticker

list-topic = Thema
list-author = Beiträge von

kind-news = Nachricht
kind-live = Live
kind-feature = Reportage
kind-analysis = Analyse
kind-interview = Interview
kind-opinion = Meinung
kind-offbeat = Kurioses
kind-factcheck = Faktencheck

all-news = Nachrichten
all-live = Live
all-feature = Reportagen
all-analysis = Analysen
all-interview = Interviews
all-opinion = Meinung
all-offbeat = Kurioses
all-factcheck = Faktenchecks

opinion-note = Dies ist ein Meinungsbeitrag. Er gibt die Ansicht des Autors oder der Autorin wieder.
factcheck-note = Eine verbreitete Behauptung, an ihren Quellen geprüft.
live-empty = Die Berichterstattung hat begonnen. Was geschieht, erscheint hier.

withdrawn = Zurückgezogen
withdrawn-title = Dieser Beitrag wurde zurückgezogen
withdrawn-why = Grund
reason-error = Ein Fehler, der sich nicht korrigieren ließ
reason-legal = Rechtliche Gründe
reason-rights = Rechte Dritter
reason-privacy = Schutz der Privatsphäre
reason-duplicate = Doppelt veröffentlicht
reason-other = Ein anderer Grund

failure-400 = Das haben wir nicht verstanden
failure-403 = Sie haben hier keinen Zugang
failure-404 = Hier ist nichts
failure-409 = Das geht gerade nicht
failure-410 = Diese Seite gibt es nicht mehr
failure-413 = Das war zu groß
failure-422 = Eine Angabe stimmt nicht
failure-429 = Das waren zu viele Versuche
failure-500 = Bei uns ist etwas ausgefallen
failure-503 = Das geht im Moment nicht
failure-way-out-400 = Die Adresse oder das Formular war nicht so, wie wir es erwartet haben. Beginnen Sie noch einmal auf der Startseite.
failure-way-out-403 = Vielleicht müssen Sie sich anmelden, oder es fehlt eine Berechtigung.
failure-way-out-404 = Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist nie erschienen. Das Neueste steht auf der Startseite.
failure-way-out-409 = Inzwischen hat sich etwas geändert. Gehen Sie zurück, sehen Sie noch einmal nach und versuchen Sie es dann erneut.
failure-way-out-410 = Sie stand hier und wurde zurückgezogen. Das Neueste steht auf der Startseite.
failure-way-out-413 = Senden Sie etwas Kleineres.
failure-way-out-422 = Gehen Sie zurück, prüfen Sie Ihre Eingaben und senden Sie sie noch einmal.
failure-way-out-429 = Warten Sie einen Augenblick und versuchen Sie es noch einmal.
failure-way-out-500 = Es liegt nicht an Ihnen. Der Fehler ist verzeichnet; versuchen Sie es in ein paar Minuten noch einmal.
failure-way-out-503 = Versuchen Sie es in ein paar Minuten noch einmal.
failure-reference = Wenn Sie uns deshalb schreiben, nennen Sie bitte diese Nummer:

offline = Keine Verbindung
offline-way-out = Diese Seite lässt sich ohne Verbindung nicht laden. Was Sie gelesen und eingegeben haben, steht noch dort, wo Sie es verlassen haben: Gehen Sie zurück, oder versuchen Sie es hier noch einmal.
offline-again = Noch einmal versuchen

new-stories = Neue Meldungen

# Das Bildarchiv.
mediabank = Bildarchiv
mediabank-about = Die Bilder dieser Zeitung und wem sie gehören
mediabank-empty = Hier gibt es noch keine Bilder.
picture-creator = Urheber
picture-credit = Bildnachweis
picture-copyright = Rechte
picture-source = Quelle
picture-place = Ort
picture-terms = Nutzungsbedingungen
picture-licence = Lizenz
picture-size = Größe
picture-taken = Aufgenommen
picture-received = Im Bildarchiv seit
picture-used = Verwendet in

filter-section = Ressort
filter-kind = Art
filter-all = Alle
filter-show = Anzeigen
filter-clear = Alles anzeigen

key-events = Das Wichtigste
key-events-all = Alle wichtigen Ereignisse
pinned = Angeheftet
posts = Einträge
posts-older = Ältere Einträge
posts-newest = Die neuesten Einträge
post-link = Link zu diesem Eintrag
post-of = Aus unserer Live-Berichterstattung:
post-retracted = Zurückgezogen
post-retracted-title = Dieser Eintrag wurde zurückgezogen
new-posts-zero = { $number } neue Einträge
new-posts-one = { $number } neuer Eintrag
new-posts-two = { $number } neue Einträge
new-posts-few = { $number } neue Einträge
new-posts-many = { $number } neue Einträge
new-posts-other = { $number } neue Einträge

# The public record of a story.
history = Verlauf
history-about = Was wir veröffentlicht und seither geändert haben. Jeder Eintrag ist signiert und mit dem vorigen verkettet, sodass niemand die Vergangenheit unbemerkt ändern kann.
history-back = Zum Artikel
history-publish = Veröffentlicht
history-update = Aktualisiert
history-correct = Berichtigt
history-withdraw = Zurückgezogen
history-restore = Wiederhergestellt
history-restore-changed = Mit geändertem Text wiederhergestellt
history-version = Diese Fassung lesen
history-standing = Diese Fassung gilt jetzt.
history-former = Das ist eine frühere Fassung.
history-unchanged = Kein Wort wurde geändert.
history-form = Andere Form, gleiche Wörter:
history-added = Hinzugefügt:
history-removed = Entfernt:
history-withheld = Diese Fassung wurde zurückgezogen und wird nicht wieder gezeigt.
history-not-compared = Die Fassung davor wurde zurückgezogen, daher werden die beiden nicht verglichen.
history-field-headline = Überschrift
history-field-standfirst = Vorspann
history-field-bylines = Autoren
history-field-place = Ort
history-field-source = Agentur
history-field-section = Ressort
history-field-topics = Themen
history-field-kind = Gattung
history-field-language = Sprache
history-field-picture = Bild
history-block-picture = Bild
history-block-gallery = Bilder
history-block-related = Verwandter Artikel
history-block-embed = Eingebettete Seite
history-block-factbox = Infokasten
history-block-table = Tabelle
history-block-code = Programmtext
history-block-rule = Trennlinie
history-hash = Fingerabdruck
history-check = Den Verlauf prüfen
history-how = Sie müssen uns nicht glauben. Jeder kann diesen Verlauf mit unserem Programm prüfen:
history-holds = Ihr Browser hat diesen Verlauf geprüft: Texte, Kette und Signaturen stimmen.
history-partly = Ihr Browser hat diesen Verlauf geprüft: Kette und Signaturen stimmen. Einige Texte werden nicht mehr gezeigt und lassen sich nicht vergleichen.
history-broken = Ihr Browser hat diesen Verlauf geprüft, und er stimmt nicht. Bitte sagen Sie uns Bescheid.
history-key = Der Schlüssel unserer Redaktion
history-file = Der Verlauf als Datei
# Fronts.
breaking = Eilmeldung

# What stands on other sites.
embed-load = Zeigen, was { $provider } hier hat
embed-note = Erst dann fragt Ihr Browser bei { $host } an.
embed-refused = Das kann hier jetzt nicht gezeigt werden. Der Link führt dorthin.
strip-dismiss = Ausblenden
