//! The sample paper in every language: its name, its sections, and eight stories, the longest and the shortest headline
//! that a card must hold among them.

use crate::words::Language;

/// The sample paper in one language.
pub(super) struct Paper {
    pub(super) language: &'static str,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    /// Slug and name.
    pub(super) sections: [(&'static str, &'static str); 6],
    /// Headline and standfirst, in the order of `KINDS`.
    pub(super) stories: [[&'static str; 2]; 8],
}

/// Section and kind of each story.
pub(super) const KINDS: [[&str; 2]; 8] = [
    ["world", "news"],
    ["world", "live"],
    ["culture", "offbeat"],
    ["politics", "opinion"],
    ["science", "analysis"],
    ["sport", "interview"],
    ["politics", "factcheck"],
    ["business", "feature"],
];

/// Returns the paper in this language, else in English.
pub(super) fn paper(language: &Language) -> &'static Paper {
    PAPERS.iter().find(|paper| paper.language == language.root()).unwrap_or(&ENGLISH)
}

/// Every language that the theme has words in.
pub(super) const PAPERS: [Paper; 6] = [ENGLISH, SPANISH, FRENCH, GERMAN, RUSSIAN, ARABIC];

const ENGLISH: Paper = Paper {
    language: "en",
    name: "The Gazette",
    description: "What happened today, and what it means.",
    sections: [
        ("world", "World"),
        ("politics", "Politics"),
        ("business", "Business"),
        ("culture", "Culture"),
        ("science", "Science"),
        ("sport", "Sport"),
    ],
    stories: [
        [
            "Harbour pilots end strike after night of talks over shift lengths",
            "The port reopens at noon; the first of thirty ships waiting in the roads is to berth by evening",
        ],
        [
            "Storm warning for the northern coast: ferries stopped, schools close at midday",
            "Follow what happens hour by hour",
        ],
        [
            "A cathedral’s lost bell is found under a car park",
            "It took a plumber, a choirmaster and a metal detector",
        ],
        [
            "The council cannot count",
            "Nobody in the town hall knows how many flats stand empty, and that is no accident",
        ],
        [
            "Why the river rose faster than every model said",
            "Three dry years hardened the ground. The rest was arithmetic",
        ],
        [
            "“I was never the best at anything but waiting”: the goalkeeper who played her first match at thirty-eight",
            "",
        ],
        [
            "No, the old bridge was not sold",
            "A picture that has gone around since Sunday shows another bridge, in another year",
        ],
        [
            "The last ropemakers of Quay Street",
            "For two centuries the walk was four hundred paces long. Now it is eleven",
        ],
    ],
};

const SPANISH: Paper = Paper {
    language: "es",
    name: "La Gaceta",
    description: "Lo que ha pasado hoy y lo que significa.",
    sections: [
        ("world", "Internacional"),
        ("politics", "Política"),
        ("business", "Economía"),
        ("culture", "Cultura"),
        ("science", "Ciencia"),
        ("sport", "Deportes"),
    ],
    stories: [
        [
            "Los prácticos del puerto ponen fin a la huelga tras una noche de negociaciones sobre los turnos",
            "El puerto reabre a mediodía; el primero de los treinta barcos fondeados atracará antes de la noche",
        ],
        [
            "Alerta por temporal en la costa norte: sin transbordadores y con las escuelas cerradas desde mediodía",
            "Siga lo que ocurre hora a hora",
        ],
        [
            "Hallan bajo un aparcamiento la campana perdida de una catedral",
            "Hicieron falta un fontanero, un director de coro y un detector de metales",
        ],
        [
            "El ayuntamiento no sabe contar",
            "Nadie en el consistorio sabe cuántos pisos están vacíos, y no es casualidad",
        ],
        [
            "Por qué el río creció más deprisa de lo que decían todos los modelos",
            "Tres años secos endurecieron el suelo. Lo demás fue aritmética",
        ],
        [
            "«Nunca fui la mejor en nada, salvo en esperar»: la portera que jugó su primer partido a los treinta y ocho",
            "",
        ],
        [
            "No, el puente viejo no se ha vendido",
            "La foto que circula desde el domingo es de otro puente y de otro año",
        ],
        [
            "Los últimos cordeleros de la calle del Muelle",
            "Durante dos siglos, la cordelería midió cuatrocientos pasos. Hoy mide once",
        ],
    ],
};

const FRENCH: Paper = Paper {
    language: "fr",
    name: "La Gazette",
    description: "Ce qui s’est passé aujourd’hui, et ce que cela signifie.",
    sections: [
        ("world", "Monde"),
        ("politics", "Politique"),
        ("business", "Économie"),
        ("culture", "Culture"),
        ("science", "Sciences"),
        ("sport", "Sport"),
    ],
    stories: [
        [
            "Les pilotes du port cessent la grève après une nuit de négociations sur la durée des quarts",
            "Le port rouvre à midi ; le premier des trente navires en rade doit accoster avant le soir",
        ],
        [
            "Avis de tempête sur la côte nord : les ferries à l’arrêt, les écoles fermées à midi",
            "Suivez les événements heure par heure",
        ],
        [
            "La cloche perdue d’une cathédrale retrouvée sous un parking",
            "Il aura fallu un plombier, un chef de chœur et un détecteur de métaux",
        ],
        [
            "La mairie ne sait pas compter",
            "Personne à l’hôtel de ville ne sait combien de logements sont vides, et ce n’est pas un hasard",
        ],
        [
            "Pourquoi le fleuve est monté plus vite que dans tous les modèles",
            "Trois années sèches avaient durci le sol. Le reste n’était que de l’arithmétique",
        ],
        [
            "« Je n’ai jamais été la meilleure, sauf pour attendre » : la gardienne qui a joué son premier match à trente-huit ans",
            "",
        ],
        [
            "Non, le vieux pont n’a pas été vendu",
            "La photo qui circule depuis dimanche montre un autre pont, une autre année",
        ],
        [
            "Les derniers cordiers de la rue du Quai",
            "Pendant deux siècles, la corderie a compté quatre cents pas. Elle en compte onze",
        ],
    ],
};

const GERMAN: Paper = Paper {
    language: "de",
    name: "Das Blatt",
    description: "Was heute geschah und was es bedeutet.",
    sections: [
        ("world", "Welt"),
        ("politics", "Politik"),
        ("business", "Wirtschaft"),
        ("culture", "Kultur"),
        ("science", "Wissenschaft"),
        ("sport", "Sport"),
    ],
    stories: [
        [
            "Hafenlotsen beenden Streik nach nächtlichen Verhandlungen über Schichtlängen",
            "Der Hafen öffnet mittags wieder; das erste von dreißig wartenden Schiffen soll bis zum Abend festmachen",
        ],
        [
            "Sturmwarnung für die Nordküste: Fährverkehr eingestellt, Schulen schließen mittags",
            "Verfolgen Sie die Ereignisse Stunde um Stunde",
        ],
        [
            "Verschollene Domglocke unter einem Parkplatz gefunden",
            "Es brauchte einen Klempner, eine Chorleiterin und ein Metallsuchgerät",
        ],
        [
            "Der Stadtrat kann nicht zählen",
            "Niemand im Rathaus weiß, wie viele Wohnungen leer stehen, und das ist kein Zufall",
        ],
        [
            "Warum der Fluss schneller stieg als in allen Hochwasservorhersagemodellen",
            "Drei trockene Jahre härteten den Boden. Der Rest war Rechnen",
        ],
        [
            "„Ich war nie in etwas die Beste, nur im Warten“: die Torhüterin, die mit achtunddreißig ihr erstes Spiel machte",
            "",
        ],
        [
            "Nein, die alte Brücke wurde nicht verkauft",
            "Das Bild, das seit Sonntag umgeht, zeigt eine andere Brücke in einem anderen Jahr",
        ],
        [
            "Die letzten Seiler der Kaistraße",
            "Zwei Jahrhunderte lang maß die Reeperbahn vierhundert Schritte. Jetzt sind es elf",
        ],
    ],
};

const RUSSIAN: Paper = Paper {
    language: "ru",
    name: "Газета",
    description: "Что случилось сегодня и что это значит.",
    sections: [
        ("world", "Мир"),
        ("politics", "Политика"),
        ("business", "Экономика"),
        ("culture", "Культура"),
        ("science", "Наука"),
        ("sport", "Спорт"),
    ],
    stories: [
        [
            "Портовые лоцманы прекратили забастовку после ночных переговоров о продолжительности смен",
            "Порт откроется в полдень; первое из тридцати ждущих на рейде судов встанет к причалу к вечеру",
        ],
        [
            "Штормовое предупреждение на северном побережье: паромы остановлены, школы закрываются в полдень",
            "Следите за происходящим час за часом",
        ],
        [
            "Пропавший соборный колокол нашли под автостоянкой",
            "Понадобились водопроводчик, регент хора и металлоискатель",
        ],
        ["Совет не умеет считать", "Никто в мэрии не знает, сколько квартир пустует, и это не случайность"],
        [
            "Почему река поднялась быстрее, чем предсказывали все модели",
            "Три засушливых года закалили почву. Остальное — арифметика",
        ],
        ["«Лучше всех я умела только ждать»: вратарь, сыгравшая свой первый матч в тридцать восемь лет", ""],
        [
            "Нет, старый мост не продали",
            "На снимке, который расходится с воскресенья, другой мост и другой год",
        ],
        [
            "Последние канатчики Набережной улицы",
            "Два столетия канатный двор был длиной в четыреста шагов. Теперь — в одиннадцать",
        ],
    ],
};

const ARABIC: Paper = Paper {
    language: "ar",
    name: "الجريدة",
    description: "ما حدث اليوم، وما يعنيه.",
    sections: [
        ("world", "العالم"),
        ("politics", "السياسة"),
        ("business", "الاقتصاد"),
        ("culture", "الثقافة"),
        ("science", "العلوم"),
        ("sport", "الرياضة"),
    ],
    stories: [
        [
            "مرشدو الميناء ينهون إضرابهم بعد ليلة من المفاوضات",
            "يُعاد فتح الميناء ظهراً، وترسو أول سفينة من ثلاثين تنتظر في العرض بحلول المساء",
        ],
        ["تحذير من عاصفة على الساحل الشمالي: توقف العبّارات وإغلاق المدارس ظهراً", "تابعوا ما يجري ساعة بساعة"],
        ["العثور على جرس مفقود تحت موقف للسيارات", "احتاج الأمر إلى سبّاك وقائد جوقة وكاشف معادن"],
        ["المجلس لا يعرف العدّ", "لا أحد في البلدية يعرف كم شقة خالية، وليس ذلك مصادفة"],
        ["لماذا ارتفع النهر أسرع من كل النماذج", "ثلاث سنوات جافة صلّبت الأرض، والباقي حساب"],
        ["«لم أكن الأفضل إلا في الانتظار»: حارسة مرمى لعبت مباراتها الأولى في الثامنة والثلاثين", ""],
        ["لا، لم يُبع الجسر القديم", "الصورة المتداولة منذ الأحد لجسر آخر في عام آخر"],
        ["آخر صانعي الحبال في شارع الرصيف", "على مدى قرنين كان الممر أربعمئة خطوة، وهو اليوم إحدى عشرة"],
    ],
};
