"""The words of the templates that come with the tracker, in Russian and in English.

They keep to what a local administration may promise: no treaty's terms, no obligations in money. Names of acts and
articles come from the dictionary of legal bases.
"""

from __future__ import annotations

L = dict[str, str]

SENDER = "{{ municipality.administration }}"
REFERENCE: L = {"ru": "{{ today }}\n№\u00a0__________", "en": "{{ today }}\nNo.\u00a0__________"}
BASIS: L = {"ru": "Основание: {{ legal_basis }}", "en": "Legal basis: {{ legal_basis }}"}
EXECUTOR: L = {
    "ru": "Исполнитель: {{ author.name }}, {{ author.post }}, {{ author.email }}",
    "en": "Prepared by: {{ author.name }}, {{ author.post }}, {{ author.email }}",
}
HEAD: L = {"ru": "Глава муниципального образования", "en": "Head of the municipality"}
REGARDS: L = {"ru": "С уважением,", "en": "Yours sincerely,"}

LETTER: dict[str, L] = {
    "subject": {"ru": "О развитии сотрудничества", "en": "Development of cooperation"},
    "greeting": {"ru": "Уважаемые коллеги!", "en": "Dear colleagues,"},
    "first": {
        "ru": "{{ municipality.administration }} свидетельствует вам своё уважение и подтверждает намерение развивать"
        " международные и внешнеэкономические связи в пределах вопросов местного значения.",
        "en": "The {{ municipality.administration }} presents its compliments to you and confirms its intention to"
        " develop international and foreign economic relations within matters of local importance.",
    },
    "second": {
        "ru": "Предлагаем обсудить направления совместной работы, в которых заинтересованы жители, предприятия и"
        " учреждения обеих сторон, и провести для этого встречу или видеоконференцию в удобное для вас время.",
        "en": "We propose to discuss fields of joint work that are of interest to the residents, enterprises and"
        " institutions of both sides, and to hold a meeting or a video conference for this purpose at a time"
        " convenient to you.",
    },
    "third": {
        "ru": "Просим сообщить имя и должность представителя, которому поручена переписка, и предпочтительный язык"
        " общения.",
        "en": "We kindly ask you to name the representative entrusted with the correspondence, and the preferred"
        " language of communication.",
    },
}
CONSENT: dict[str, L] = {
    "subject": {"ru": "О согласовании проекта соглашения", "en": "Request for consent to a draft agreement"},
    "first": {
        "ru": "Прошу рассмотреть и согласовать проект документа «{{ agreement.title }}».",
        "en": "We request you to consider, and to consent to, the draft of “{{ agreement.title }}”.",
    },
    "facts": {
        "ru": "Вид документа: {{ agreement.kind }}.\nСтороны: {{ agreement.parties }}.\nПредмет:"
        " {{ agreement.subject }}.\nСрок действия: {{ agreement.term }}.\nСогласие даёт: {{ region.consent_giver }}.",
        "en": "Kind of document: {{ agreement.kind }}.\nParties: {{ agreement.parties }}.\nSubject:"
        " {{ agreement.subject }}.\nTerm: {{ agreement.term }}.\nConsent is given by: {{ region.consent_giver }}.",
    },
    "second": {
        "ru": "Проект подготовлен в пределах вопросов местного значения, не является международным договором и не"
        " создаёт финансовых обязательств бюджета. О принятом решении прошу сообщить письменно.",
        "en": "The draft stays within matters of local importance, is no international treaty and creates no financial"
        " obligations of the budget. Please inform us of the decision in writing.",
    },
    "enclosed": {"ru": "Приложения", "en": "Enclosures"},
    "heads": {"ru": "№|Документ", "en": "No.|Paper"},
}
NOTICE: dict[str, L] = {
    "subject": {"ru": "О вступлении в переговоры", "en": "Notice of entering negotiations"},
    "first": {
        "ru": "Уведомляем о намерении вступить в переговоры с иностранным партнёром.",
        "en": "We give notice of our intention to enter negotiations with a foreign partner.",
    },
    "facts": {
        "ru": "Партнёр: {{ partner.name }}, {{ partner.country }}.\nПредмет переговоров: {{ negotiation.subject }}.\n"
        "Начало: {{ negotiation.started_on }}.\nБлижайший шаг: {{ negotiation.next_step }}.",
        "en": "Partner: {{ partner.name }}, {{ partner.country }}.\nSubject of the negotiations:"
        " {{ negotiation.subject }}.\nBeginning: {{ negotiation.started_on }}.\nNext step:"
        " {{ negotiation.next_step }}.",
    },
    "second": {
        "ru": "О ходе переговоров и о подготовке проекта документа сообщим дополнительно.",
        "en": "We shall inform you of the course of the negotiations and of any draft that is prepared.",
    },
}
MINUTES: dict[str, L] = {
    "title": {"ru": "ПРОТОКОЛ", "en": "MINUTES"},
    "about": dict.fromkeys(("ru", "en"), "{{ interaction.kind }}: {{ interaction.subject }}"),
    "facts": {
        "ru": "Дата: {{ interaction.on }}\nМесто: {{ interaction.place }}\nПартнёр: {{ partner.name }}",
        "en": "Date: {{ interaction.on }}\nPlace: {{ interaction.place }}\nPartner: {{ partner.name }}",
    },
    "ours": {"ru": "От нашей стороны", "en": "From our side"},
    "theirs": {"ru": "От стороны партнёра", "en": "From the partner’s side"},
    "discussed": {"ru": "Обсудили", "en": "Discussed"},
    "decided": {"ru": "Решили", "en": "Decided"},
    "step": {
        "ru": "{{ interaction.next_step }}\nСрок: {{ interaction.next_step_on }}. Ответственный:"
        " {{ interaction.next_step_by }}.",
        "en": "{{ interaction.next_step }}\nDue: {{ interaction.next_step_on }}. Responsible:"
        " {{ interaction.next_step_by }}.",
    },
    "kept": {"ru": "Секретарь встречи", "en": "Minutes taken by"},
}
AGREEMENT_HEAD: L = {"ru": "СОГЛАШЕНИЕ", "en": "AGREEMENT"}
AGREEMENT_TITLE: L = {"ru": "{{ agreement.title.ru }}", "en": "{{ agreement.title.en }}"}
NUMBER_LINE: L = {
    "ru": "№\u00a0{{ agreement.number }}\n{{ agreement.place.ru }}, {{ agreement.signed_on.ru }}",
    "en": "No.\u00a0{{ agreement.number }}\n{{ agreement.place.en }}, {{ agreement.signed_on.en }}",
}
PREAMBLE: L = {
    "ru": "{{ agreement.parties.ru }}, далее — Стороны, стремясь развивать дружественные связи, действуя в пределах"
    " своей компетенции и законодательства своих государств, согласились о нижеследующем.",
    "en": "{{ agreement.parties.en }}, hereinafter the Parties, wishing to develop friendly relations and acting within"
    " their competence and the laws of their states, have agreed as follows.",
}
ARTICLES: tuple[tuple[L, L], ...] = (
    (
        {"ru": "1. Предмет", "en": "1. Subject"},
        {
            "ru": "Стороны развивают сотрудничество по направлениям: {{ agreement.areas.ru }}. Содержание"
            " сотрудничества: {{ agreement.subject.ru }}.",
            "en": "The Parties develop cooperation in the following fields: {{ agreement.areas.en }}. Content of the"
            " cooperation: {{ agreement.subject.en }}.",
        },
    ),
    (
        {"ru": "2. Формы сотрудничества", "en": "2. Forms of cooperation"},
        {
            "ru": "Стороны обмениваются опытом, сведениями и делегациями, проводят совместные мероприятия и"
            " содействуют прямым связям организаций и жителей.",
            "en": "The Parties exchange experience, information and delegations, hold joint events and support direct"
            " contacts between organisations and residents.",
        },
    ),
    (
        {"ru": "3. План мероприятий", "en": "3. Action plan"},
        {
            "ru": "Стороны ежегодно согласуют план мероприятий и подводят его итоги. Каждая Сторона назначает"
            " ответственного за исполнение.",
            "en": "Each year the Parties agree on an action plan and review its results. Each Party names a person"
            " responsible for its implementation.",
        },
    ),
    (
        {"ru": "4. Расходы", "en": "4. Costs"},
        {
            "ru": "Соглашение не создаёт финансовых обязательств. Каждая Сторона несёт свои расходы сама, если в"
            " отдельном случае не согласовано иное.",
            "en": "This Agreement creates no financial obligations. Each Party bears its own costs unless otherwise"
            " agreed in a particular case.",
        },
    ),
    (
        {"ru": "5. Правовой характер", "en": "5. Legal nature"},
        {
            "ru": "Соглашение не является международным договором и не создаёт прав и обязательств, регулируемых"
            " международным правом.",
            "en": "This Agreement is not an international treaty and creates no rights or obligations governed by"
            " international law.",
        },
    ),
    (
        {"ru": "6. Разногласия и изменения", "en": "6. Differences and changes"},
        {
            "ru": "Разногласия разрешаются путём консультаций. Изменения оформляются дополнительными соглашениями в"
            " письменной форме.",
            "en": "Differences are settled by consultation. Changes are made by supplementary agreements in writing.",
        },
    ),
    (
        {"ru": "7. Вступление в силу и срок", "en": "7. Entry into force and term"},
        {
            "ru": "Соглашение вступает в силу со дня подписания. Срок действия: {{ agreement.term.ru }}. Сторона вправе"
            " прекратить его, письменно уведомив другие Стороны не позднее чем за 90 дней.",
            "en": "This Agreement enters into force on the day of its signing. Term: {{ agreement.term.en }}. A Party"
            " may terminate it by giving the other Parties at least 90 days’ notice in writing.",
        },
    ),
    (
        {"ru": "8. Экземпляры и языки", "en": "8. Copies and languages"},
        {
            "ru": "Совершено в {{ agreement.copies }} экземплярах. Языки: {{ agreement.languages.ru }}. Все тексты"
            " аутентичны.",
            "en": "Done in {{ agreement.copies }} copies. Languages: {{ agreement.languages.en }}. All texts are"
            " equally authentic.",
        },
    ),
)
SUPPLEMENTARY: dict[str, L] = {
    "head": {"ru": "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ", "en": "SUPPLEMENTARY AGREEMENT"},
    "to": {
        "ru": "к документу «{{ main.title }}» №\u00a0{{ main.number }} от {{ main.signed_on }}",
        "en": "to “{{ main.title }}”, No.\u00a0{{ main.number }} of {{ main.signed_on }}",
    },
    "first": {
        "ru": "{{ agreement.parties }}, далее — Стороны, согласились дополнить названный документ следующим:"
        " {{ agreement.subject }}.",
        "en": "{{ agreement.parties }}, hereinafter the Parties, have agreed to supplement the said document as"
        " follows: {{ agreement.subject }}.",
    },
    "second": {
        "ru": "Настоящее соглашение — неотъемлемая часть названного документа, вступает в силу со дня подписания."
        " Срок действия: {{ agreement.term }}. В остальном условия названного документа не меняются.",
        "en": "This agreement is an integral part of the said document and enters into force on the day of its signing."
        " Term: {{ agreement.term }}. All other terms of the said document remain unchanged.",
    },
}
SIGNATURES: L = {"ru": "Подписи Сторон", "en": "Signatures of the Parties"}
PARTY_HEADS: L = {"ru": "Сторона|Подпись", "en": "Party|Signature"}
PARTY_CELLS_OF_BOTH = (
    "{{ party.name.ru }}\n{{ party.name.en }}|____________________\n{{ party.signatory.ru }}\n{{ party.post.ru }}\n"
    "{{ party.signatory.en }}\n{{ party.post.en }}"
)
PARTY_CELLS: L = {
    "ru": "{{ party.name }}|____________________\n{{ party.signatory }}\n{{ party.post }}",
    "en": "{{ party.name }}|____________________\n{{ party.signatory }}\n{{ party.post }}",
}
