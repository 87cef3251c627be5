skip = انتقل إلى المحتوى
home = الصفحة الأولى
sections = الأقسام
editions = الطبعات
pages = الصفحات
page = صفحة { $number }
newer = الأحدث
older = الأقدم
comma = { "، " }
by = بقلم
interview-by = أجرى المقابلة
published = نُشر
updated = حُدّث
corrected = صُحّح
corrections = تصحيحات
topics = موضوعات
related = أخبار ذات صلة
more-stories = المزيد من الأخبار
empty = لم يُنشر هنا شيء بعد.

newsfeed = شريط الأخبار
newsfeed-about = كل ما ننشره، أولاً بأول.
newsfeed-all = شريط الأخبار كاملاً

list-topic = موضوع
list-author = بقلم

kind-news = خبر
kind-live = مباشر
kind-feature = تقرير
kind-analysis = تحليل
kind-interview = مقابلة
kind-opinion = رأي
kind-offbeat = منوّعات
kind-factcheck = تدقيق

all-news = أخبار
all-live = تغطيات مباشرة
all-feature = تقارير
all-analysis = تحليلات
all-interview = مقابلات
all-opinion = آراء
all-offbeat = منوّعات
all-factcheck = تدقيق الحقائق

opinion-note = هذا مقال رأي يعبّر عن وجهة نظر كاتبه.
factcheck-note = ادعاء متداول، قورن بمصادره.
live-empty = بدأت التغطية. سيظهر هنا ما يجري.

key-events = أبرز الأحداث
key-events-all = كل الأحداث البارزة
pinned = مثبّت
posts = المستجدات
posts-older = مستجدات أقدم
posts-newest = أحدث المستجدات
post-link = رابط هذا الخبر
post-of = من تغطيتنا المباشرة:
post-retracted = سُحب
post-retracted-title = سُحب هذا الخبر من التغطية
new-posts-zero = { $number } خبر جديد
new-posts-one = خبر جديد ({ $number })
new-posts-two = خبران جديدان ({ $number })
new-posts-few = { $number } أخبار جديدة
new-posts-many = { $number } خبراً جديداً
new-posts-other = { $number } خبر جديد

withdrawn = سُحب
withdrawn-title = سُحبت هذه المادة
withdrawn-why = السبب
reason-error = خطأ تعذّر تصحيحه
reason-legal = أسباب قانونية
reason-rights = حقوق الغير
reason-privacy = حماية الخصوصية
reason-duplicate = نُشرت مرتين
reason-other = سبب آخر

failure-400 = لم نفهم الطلب
failure-403 = هذه الصفحة غير متاحة لك
failure-404 = لا شيء هنا
failure-409 = هذا غير ممكن الآن
failure-410 = لم تعد هذه الصفحة موجودة
failure-413 = المرسَل أكبر مما نقبله
failure-422 = في المرسَل خطأ
failure-429 = محاولات كثيرة
failure-500 = حدث عطل لدينا
failure-503 = لا يمكننا ذلك الآن
failure-way-out-400 = لم يكن العنوان أو النموذج كما نتوقع. ابدأ من الصفحة الأولى.
failure-way-out-403 = قد تحتاج إلى تسجيل الدخول أو إلى صلاحية أخرى.
failure-way-out-404 = ربما كُتب العنوان خطأً، أو لم تُنشر الصفحة قط. تجد أحدث الأخبار في الصفحة الأولى.
failure-way-out-409 = تغيّر شيء في هذه الأثناء. عُد وانظر من جديد ثم حاول مرة أخرى.
failure-way-out-410 = كانت هنا ثم سُحبت. تجد أحدث الأخبار في الصفحة الأولى.
failure-way-out-413 = أرسل شيئاً أصغر.
failure-way-out-422 = عُد وراجع ما أدخلته ثم أرسله ثانية.
failure-way-out-429 = انتظر قليلاً ثم حاول ثانية.
failure-way-out-500 = ليس الخطأ منك. سجّلنا العطل؛ حاول ثانية بعد دقائق.
failure-way-out-503 = حاول ثانية بعد دقائق.
failure-reference = إن راسلتنا بشأنه فاذكر هذا الرقم:

offline = لا يوجد اتصال
offline-way-out = لا يمكن تحميل هذه الصفحة بلا اتصال. ما كنت تقرؤه وما كتبته باقٍ في مكانه: عُد إليه، أو حاول ثانية من هنا.
offline-again = حاول ثانية

new-stories = أخبار جديدة

# بنك الصور
mediabank = بنك الصور
mediabank-about = صور هذه الجريدة ولمن حقوقها
mediabank-empty = لا صور هنا بعد.
picture-creator = بعدسة
picture-credit = المصدر المنسوب
picture-copyright = الحقوق
picture-source = المصدر
picture-place = المكان
picture-terms = شروط الاستخدام
picture-licence = الترخيص
picture-size = الأبعاد
picture-taken = تاريخ الالتقاط
picture-received = في بنك الصور منذ
picture-used = استُخدمت في

filter-section = القسم
filter-kind = النوع
filter-all = الكل
filter-show = عرض
filter-clear = عرض الكل

# The public record of a story.
history = سجل التغييرات
history-about = ما نشرناه وما غيّرناه منذ ذلك الحين. كل مدخل موقَّع ومرتبط بما قبله، فلا يستطيع أحد أن يغيّر الماضي خفيةً.
history-back = إلى القصة
history-publish = نُشرت
history-update = حُدّثت
history-correct = صُحّحت
history-withdraw = سُحبت
history-restore = أُعيدت
history-restore-changed = أُعيدت بنص معدَّل
history-version = اقرأ هذه النسخة
history-standing = هذه هي النسخة القائمة الآن.
history-former = هذه نسخة سابقة.
history-unchanged = لم تتغير أي كلمة.
history-form = شكل آخر والكلمات نفسها:
history-added = أُضيف:
history-removed = حُذف:
history-withheld = سُحبت هذه النسخة ولا تُعرض مجدداً.
history-not-compared = سُحبت النسخة السابقة، ولذلك لا تُقارن النسختان.
history-field-headline = العنوان
history-field-standfirst = المقدمة
history-field-bylines = الكتّاب
history-field-place = المكان
history-field-source = الوكالة
history-field-section = القسم
history-field-topics = المواضيع
history-field-kind = النوع
history-field-language = اللغة
history-field-picture = الصورة
history-block-picture = صورة
history-block-gallery = صور
history-block-related = قصة ذات صلة
history-block-embed = صفحة مضمّنة
history-block-factbox = إطار معلومات
history-block-table = جدول
history-block-code = نص برمجي
history-block-rule = خط فاصل
history-hash = البصمة
history-check = تحقّق من السجل
history-how = لا حاجة إلى أن تصدّقنا. يستطيع أي شخص أن يتحقق من هذا السجل ببرنامجنا:
history-holds = تحقّق متصفحك من هذا السجل: النصوص والسلسلة والتواقيع سليمة.
history-partly = تحقّق متصفحك من هذا السجل: السلسلة والتواقيع سليمة. بعض النصوص لم تعد تُعرض ولا يمكن مقارنتها.
history-broken = تحقّق متصفحك من هذا السجل فوجده غير سليم. نرجو أن تخبرنا.
history-key = مفتاح غرفة أخبارنا
history-file = السجل في ملف
# Fronts.
breaking = عاجل

# What stands on other sites.
embed-load = عرض محتوى { $provider } هنا
embed-note = عندئذ فقط يتصل متصفحك بالموقع { $host }.
embed-refused = لا يمكن عرض هذا هنا الآن. الرابط يؤدي إليه.
strip-dismiss = إخفاء
