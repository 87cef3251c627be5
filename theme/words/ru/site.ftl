skip = Перейти к содержанию
home = Главная
sections = Рубрики
editions = Выпуски
pages = Страницы
page = Страница { $number }
newer = Более новые
older = Более ранние
comma = { ", " }
by = Текст:
interview-by = Интервью:
published = Опубликовано
updated = Обновлено
corrected = Исправлено
corrections = Исправления
topics = Темы
related = По теме
more-stories = Другие новости
empty = Здесь пока ничего не опубликовано.

newsfeed = Лента новостей
newsfeed-about = Всё, что мы публикуем, по мере поступления.
newsfeed-all = Вся лента новостей

list-topic = Тема
list-author = Автор

kind-news = Новость
kind-live = Онлайн
kind-feature = Репортаж
kind-analysis = Анализ
kind-interview = Интервью
kind-opinion = Мнение
kind-offbeat = Необычное
kind-factcheck = Проверка фактов

all-news = Новости
all-live = Онлайн-трансляции
all-feature = Репортажи
all-analysis = Аналитика
all-interview = Интервью
all-opinion = Мнения
all-offbeat = Необычное
all-factcheck = Проверка фактов

opinion-note = Это авторская колонка. Она выражает точку зрения автора.
factcheck-note = Распространившееся утверждение, проверенное по источникам.
live-empty = Трансляция началась. Здесь будут появляться сообщения о происходящем.

withdrawn = Отозвано
withdrawn-title = Этот материал отозван
withdrawn-why = Причина
reason-error = Ошибка, которую нельзя было исправить
reason-legal = Юридические основания
reason-rights = Права третьих лиц
reason-privacy = Защита частной жизни
reason-duplicate = Опубликовано дважды
reason-other = Другая причина

failure-400 = Мы не поняли запрос
failure-403 = У вас нет доступа к этой странице
failure-404 = Здесь ничего нет
failure-409 = Сейчас это невозможно
failure-410 = Этой страницы больше нет
failure-413 = Слишком большой объём данных
failure-422 = В данных есть ошибка
failure-429 = Слишком много попыток
failure-500 = У нас произошёл сбой
failure-503 = Сейчас это невозможно
failure-way-out-400 = Адрес или форма не такие, как мы ожидали. Начните с главной страницы.
failure-way-out-403 = Возможно, нужно войти или получить другие права.
failure-way-out-404 = Возможно, в адресе опечатка или страница никогда не публиковалась. Свежие новости — на главной.
failure-way-out-409 = Тем временем что-то изменилось. Вернитесь, посмотрите ещё раз и попробуйте снова.
failure-way-out-410 = Она была здесь, но её сняли с публикации. Свежие новости — на главной.
failure-way-out-413 = Отправьте что-нибудь поменьше.
failure-way-out-422 = Вернитесь, проверьте введённое и отправьте ещё раз.
failure-way-out-429 = Подождите немного и попробуйте снова.
failure-way-out-500 = Это не ваша вина. Сбой записан; попробуйте снова через несколько минут.
failure-way-out-503 = Попробуйте снова через несколько минут.
failure-reference = Если будете писать нам об этом, укажите этот номер:

offline = Нет соединения
offline-way-out = Без соединения эту страницу не загрузить. То, что вы читали и вводили, осталось на месте: вернитесь назад или попробуйте ещё раз здесь.
offline-again = Попробовать ещё раз

new-stories = Свежие новости

# Фотобанк.
mediabank = Фотобанк
mediabank-about = Снимки этой газеты и их правообладатели
mediabank-empty = Здесь пока нет снимков.
picture-creator = Автор
picture-credit = Указание авторства
picture-copyright = Права
picture-source = Источник
picture-place = Место
picture-terms = Условия использования
picture-licence = Лицензия
picture-size = Размер
picture-taken = Дата съёмки
picture-received = В фотобанке с
picture-used = Где используется

filter-section = Раздел
filter-kind = Жанр
filter-all = Все
filter-show = Показать
filter-clear = Показать всё

key-events = Главное
key-events-all = Все главные события
pinned = Закреплено
posts = Сообщения
posts-older = Более ранние сообщения
posts-newest = Последние сообщения
post-link = Ссылка на это сообщение
post-of = Из нашей онлайн-трансляции:
post-retracted = Отозвано
post-retracted-title = Это сообщение отозвано
new-posts-zero = { $number } новых сообщений
new-posts-one = { $number } новое сообщение
new-posts-two = { $number } новых сообщения
new-posts-few = { $number } новых сообщения
new-posts-many = { $number } новых сообщений
new-posts-other = { $number } нового сообщения

# The public record of a story.
history = История изменений
history-about = Что мы опубликовали и что с тех пор изменили. Каждая запись подписана и связана с предыдущей, так что прошлое нельзя изменить незаметно.
history-back = К материалу
history-publish = Опубликовано
history-update = Обновлено
history-correct = Исправлено
history-withdraw = Отозвано
history-restore = Восстановлено
history-restore-changed = Восстановлено с изменённым текстом
history-version = Читать эту версию
history-standing = Это действующая версия.
history-former = Это прежняя версия.
history-unchanged = Ни одно слово не изменилось.
history-form = Другая форма, те же слова:
history-added = Добавлено:
history-removed = Удалено:
history-withheld = Эта версия отозвана и больше не показывается.
history-not-compared = Предыдущая версия отозвана, поэтому сравнения нет.
history-field-headline = Заголовок
history-field-standfirst = Подзаголовок
history-field-bylines = Авторы
history-field-place = Место
history-field-source = Агентство
history-field-section = Раздел
history-field-topics = Темы
history-field-kind = Жанр
history-field-language = Язык
history-field-picture = Снимок
history-block-picture = Снимок
history-block-gallery = Снимки
history-block-related = Связанный материал
history-block-embed = Встроенная страница
history-block-factbox = Справка
history-block-table = Таблица
history-block-code = Код
history-block-rule = Разделительная линия
history-hash = Отпечаток
history-check = Проверить запись
history-how = Верить нам на слово не нужно. Проверить эту запись может каждый с помощью нашей программы:
history-holds = Ваш браузер проверил эту запись: тексты, цепочка и подписи верны.
history-partly = Ваш браузер проверил эту запись: цепочка и подписи верны. Некоторые тексты больше не показываются, и сравнить их нельзя.
history-broken = Ваш браузер проверил эту запись, и она неверна. Пожалуйста, сообщите нам.
history-key = Ключ нашей редакции
history-file = Запись в виде файла
# Fronts.
breaking = Срочно

# What stands on other sites.
embed-load = Показать здесь материал { $provider }
embed-note = Только тогда ваш браузер обратится к { $host }.
embed-refused = Сейчас это нельзя показать здесь. К материалу ведёт ссылка.
strip-dismiss = Скрыть
