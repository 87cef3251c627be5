skip = Aller au contenu
home = Une
sections = Rubriques
editions = Éditions
pages = Pages
page = Page { $number }
newer = Plus récents
older = Plus anciens
comma = { ", " }
by = Par
interview-by = Propos recueillis par
published = Publié
updated = Mis à jour
corrected = Rectifié
corrections = Rectificatifs
topics = Thèmes
related = Sur le même sujet
more-stories = Plus d’articles
empty = Rien n’a encore été publié ici.

newsfeed = Fil info
newsfeed-about = Tout ce que nous publions, au fur et à mesure.
newsfeed-all = Tout le fil info

list-topic = Thème
list-author = Ses articles

kind-news = Actualité
kind-live = Direct
kind-feature = Reportage
kind-analysis = Analyse
kind-interview = Entretien
kind-opinion = Opinion
kind-offbeat = Insolite
kind-factcheck = Vérification

all-news = Actualités
all-live = Directs
all-feature = Reportages
all-analysis = Analyses
all-interview = Entretiens
all-opinion = Opinions
all-offbeat = Insolites
all-factcheck = Vérifications

opinion-note = Cette tribune n’engage que son auteur.
factcheck-note = Une affirmation qui circule, confrontée à ses sources.
live-empty = Le direct a commencé. Les événements s’afficheront ici.

withdrawn = Retiré
withdrawn-title = Cet article a été retiré
withdrawn-why = Motif
reason-error = Une erreur impossible à rectifier
reason-legal = Raisons juridiques
reason-rights = Droits de tiers
reason-privacy = Respect de la vie privée
reason-duplicate = Publié deux fois
reason-other = Autre motif

failure-400 = Nous n’avons pas compris la demande
failure-403 = Vous n’avez pas accès à cette page
failure-404 = Il n’y a rien ici
failure-409 = Ce n’est pas possible en l’état
failure-410 = Cette page n’existe plus
failure-413 = L’envoi était trop volumineux
failure-422 = Une des informations n’est pas valable
failure-429 = Trop de tentatives
failure-500 = Une panne s’est produite chez nous
failure-503 = Nous ne pouvons pas répondre pour l’instant
failure-way-out-400 = L’adresse ou le formulaire n’était pas conforme à ce que nous attendions. Repartez de la une.
failure-way-out-403 = Il faut peut-être vous connecter, ou disposer d’autres droits.
failure-way-out-404 = L’adresse est peut-être mal saisie, ou la page n’a jamais été publiée. Les derniers articles sont à la une.
failure-way-out-409 = Quelque chose a changé entre-temps. Revenez en arrière, regardez de nouveau et réessayez.
failure-way-out-410 = Elle était ici et a été retirée. Les derniers articles sont à la une.
failure-way-out-413 = Envoyez quelque chose de moins volumineux.
failure-way-out-422 = Revenez en arrière, vérifiez votre saisie et renvoyez-la.
failure-way-out-429 = Attendez un instant, puis réessayez.
failure-way-out-500 = Vous n’y êtes pour rien. La panne a été enregistrée ; réessayez dans quelques minutes.
failure-way-out-503 = Réessayez dans quelques minutes.
failure-reference = Si vous nous écrivez à ce sujet, indiquez ce numéro :

offline = Pas de connexion
offline-way-out = Cette page ne peut pas être chargée sans connexion. Ce que vous lisiez et ce que vous avez saisi est resté en place : revenez en arrière ou réessayez ici.
offline-again = Réessayer

new-stories = Nouveaux articles

# La photothèque.
mediabank = Photothèque
mediabank-about = Les images de ce journal et leurs ayants droit
mediabank-empty = Il n’y a pas encore d’images ici.
picture-creator = Auteur
picture-credit = Crédit
picture-copyright = Droits
# Same as in English.
picture-source = Source
picture-place = Lieu
picture-terms = Conditions d’utilisation
picture-licence = Licence d’utilisation
picture-size = Dimensions
picture-taken = Date de la prise de vue
picture-received = Dans la photothèque depuis
picture-used = Utilisée dans

filter-section = Rubrique
filter-kind = Genre
filter-all = Tout
filter-show = Afficher
filter-clear = Tout afficher

key-events = L’essentiel
key-events-all = Tous les temps forts
pinned = Épinglé
posts = Publications
posts-older = Publications précédentes
posts-newest = Les publications les plus récentes
post-link = Lien vers cette publication
post-of = Dans notre direct :
post-retracted = Retirée
post-retracted-title = Cette publication a été retirée
new-posts-zero = { $number } nouvelle publication
new-posts-one = { $number } nouvelle publication
new-posts-two = { $number } nouvelles publications
new-posts-few = { $number } nouvelles publications
new-posts-many = { $number } de nouvelles publications
new-posts-other = { $number } nouvelles publications

# The public record of a story.
history = Historique
history-about = Ce que nous avons publié et ce que nous avons changé depuis. Chaque entrée est signée et enchaînée à la précédente, afin que personne ne puisse changer le passé sans que cela se voie.
history-back = Vers l’article
history-publish = Publié
history-update = Mis à jour
history-correct = Corrigé
history-withdraw = Retiré
history-restore = Rétabli
history-restore-changed = Rétabli avec un texte modifié
history-version = Lire cette version
history-standing = C’est la version actuelle.
history-former = C’est une version antérieure.
history-unchanged = Aucun mot n’a changé.
history-form = Autre forme, mêmes mots :
history-added = Ajouté :
history-removed = Supprimé :
history-withheld = Cette version a été retirée et n’est plus montrée.
history-not-compared = La version précédente a été retirée ; les deux ne sont donc pas comparées.
history-field-headline = Titre
history-field-standfirst = Chapeau
history-field-bylines = Auteurs
history-field-place = Lieu
history-field-source = Agence
history-field-section = Rubrique
history-field-topics = Thèmes
history-field-kind = Genre
history-field-language = Langue
history-field-picture = Photo
history-block-picture = Photo
history-block-gallery = Photos
history-block-related = Article lié
history-block-embed = Page intégrée
history-block-factbox = Encadré
history-block-table = Tableau
history-block-code = Code informatique
history-block-rule = Filet
history-hash = Empreinte
history-check = Vérifier le registre
history-how = Vous n’avez pas à nous croire sur parole. Chacun peut vérifier ce registre avec notre programme :
history-holds = Votre navigateur a vérifié ce registre : les textes, la chaîne et les signatures sont exacts.
history-partly = Votre navigateur a vérifié ce registre : la chaîne et les signatures sont exactes. Certains textes ne sont plus montrés et ne peuvent être comparés.
history-broken = Votre navigateur a vérifié ce registre et il n’est pas exact. Merci de nous prévenir.
history-key = La clé de notre rédaction
history-file = Le registre en fichier
# Fronts.
breaking = Dernière minute

# What stands on other sites.
embed-load = Afficher ici le contenu de { $provider }
embed-note = Votre navigateur ne contacte { $host } qu’à ce moment-là.
embed-refused = Ce contenu ne peut pas être affiché ici pour le moment. Le lien y mène.
strip-dismiss = Masquer
