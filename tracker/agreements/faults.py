"""Typical faults of wording in drafts, found and told beside the form; none of them stands in the way.

Agreements of municipalities are no international treaties, and their words must not sound like it (letter of the
Ministry of Economic Development of 28.12.2016 No. 40415-АЦ/Д29и).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

# what stands in the text, and what to write or check instead
FAULTS: tuple[tuple[str, str], ...] = (
    (r"ратифи\w+|ratif\w+", N_("“Ratification” belongs to treaties of states: write “entry into force”.")),
    (
        r"договаривающ\w+\s+сторон\w*|contracting\s+part(?:y|ies)",
        N_("“Contracting parties” belongs to treaties of states: write “the parties”."),
    ),
    (r"денонс\w+|denounc\w+|denunciation", N_("“Denunciation” belongs to treaties of states: write “termination”.")),
    (
        r"международн\w+\s+договор\w*|international\s+treat(?:y|ies)",
        N_("An agreement of municipalities is no international treaty: call it an agreement."),
    ),
    (
        r"\bпакт\w*|\bpact\b|конвенци\w+|convention",
        N_("“Pact” and “convention” belong to states: call it an agreement."),
    ),
    (
        r"правительств\w+\s+(?:российской|рф)|российск\w+\s+федераци\w+\s+(?:обязу|гарантир)\w+",
        N_("The municipality binds itself alone, not the Federation and not its Government."),
    ),
    (r"тамож\w+|визов\w+|customs|visa\b", N_("Customs and visas are no questions of local importance.")),
    (r"оборон\w+|военн\w+|военно\w*|defen[cs]e|military", N_("Defence is no question of local importance.")),
)
_FOUND = tuple((re.compile(pattern, re.IGNORECASE), advice) for pattern, advice in FAULTS)
_BARE_CITY = re.compile(r"^\s*(?:г\.|город|city of)\s*\S+\s*$", re.IGNORECASE)


def faults_of(texts: Iterable[str | None], party_names: Iterable[str | None] = ()) -> list[str]:
    """Advice, English and marked for translation, for what the texts and the names of the parties say."""
    text = "\n".join(one for one in texts if one)
    found = [advice for pattern, advice in _FOUND if pattern.search(text)]
    if any(name and _BARE_CITY.match(name) for name in party_names):
        found.append(N_("A party is a body or a municipality by its full name, not “the city of …”."))
    return found
