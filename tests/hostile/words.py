"""Words that would be markup, or turn a line over, wherever they are not taken for words."""

from __future__ import annotations

import html

from tests.hostile.book import LAST, SENTENCE, TRAP, Hostile, book, told_in
from tests.importers.build import Doc, archive

__all__ = ["WORDS"]

TAG = f"<img src=https://{TRAP}/x onerror=window.harmed=1>"
BIDI = "\u202etxt.exe\u202c \u2066a\u200b\ufeff\u2028b\u2029\u0085c\x7f\x1b[31m"


def _named(title: str, author: str = "A. Nobody", metadata: str = "", chapter: str = "One") -> bytes:
    body = f"<h2>{html.escape(chapter)}</h2><p>{SENTENCE}</p><p>{LAST}</p>"
    return archive(
        book([Doc("c1.xhtml", body, chapter)], title=title, author=author, metadata=metadata).files()
    )


def _noted() -> bytes:
    told = html.escape(f"<p>{TAG}</p><script>window.harmed=1</script>")
    return _named("Noted", metadata=f"<dc:description>{told}</dc:description><dc:subject>{told}</dc:subject>")


WORDS: tuple[Hostile, ...] = (
    told_in(
        "words that look like markup",
        f"<p>{html.escape(TAG)} {html.escape(html.escape(TAG))} ${{7*7}} {{{{7*7}}}}</p>",
    ),
    Hostile(
        "a title that is markup", lambda: _named(f"{TAG}</title><script>window.harmed=1</script>", f'"{TAG}')
    ),
    Hostile("a chapter whose title is markup", lambda: _named("Titled", chapter=f"</h2>{TAG}' onload='x")),
    Hostile("notes that are markup", _noted),
    Hostile(
        "a title that turns the line over",
        lambda: _named(BIDI.replace("\x1b", "").replace("\x7f", ""), BIDI[:9]),
    ),
    told_in(
        "characters that control",
        f"<p>{BIDI.replace(chr(27), '')}&#0;&#8;&#27;[2J&#x9b;31m&#xFFFE;&#xD800;</p>",
    ),
    Hostile("a title of a hundred thousand letters", lambda: _named("long " * 20_000, "A" * 50_000)),
    Hostile(
        "an author's name of one letter stacked", lambda: _named("Z\u0341" + "\u0353" * 500, "e\u0301" * 300)
    ),
)
