"""Much from little: entities, depth, width and length that cost more than they weigh."""

from __future__ import annotations

import random

from tests.hostile.book import LAST, SENTENCE, Hostile, book
from tests.importers.build import Doc, archive, page

__all__ = ["FLOODS"]

HEAD = f"<h2>One</h2><p>{SENTENCE}</p>"


def _body(body: str) -> bytes:
    return archive(book([Doc("c1.xhtml", HEAD + body + f"<p>{LAST}</p>", "One")]).files())


def _with_doctype(subset: str, body: str) -> bytes:
    text = f"<!DOCTYPE html [{subset}]>" + page(HEAD + body + f"<p>{LAST}</p>").partition("?>")[2]
    return archive(book([Doc("c1.xhtml", text, "One", is_raw=True)]).files())


def _noise(count: int, words: str = "lamp shore tide mud heron gull wind rope") -> str:
    """Words in no order, so that they do not pack well."""
    rng, choice = random.Random(5), words.split()
    return " ".join(rng.choice(choice) + str(rng.randrange(10**6)) for _ in range(count))


def _laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    return _with_doctype('<!ENTITY l0 "ha">' + levels, "<p>&l9;</p>")


def _blown_up() -> bytes:
    """Plain entities, each a thousand letters long, each named many times."""
    rng = random.Random(5)
    declared = "".join(f'<!ENTITY e{number} "{chr(97 + number) * 990}">' for number in range(26))
    named = "".join(f"&e{rng.randrange(26)};" for _ in range(400_000))
    return _with_doctype(declared, f"<p>{named}</p>")


def _package_laughs() -> bytes:
    epub = book([Doc("c1.xhtml", HEAD, "One")])
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    epub.opf = f'<!DOCTYPE package [<!ENTITY l0 "ha">{levels}]>' + epub.package().partition("?>")[2].replace(
        "Causeway", "&l9;"
    )
    return archive(epub.files())


def _spine_again() -> bytes:
    rng = random.Random(5)
    epub = book([Doc("c1.xhtml", HEAD, "One")])
    epub.opf = epub.package().replace(
        "</spine>", "".join(f'<itemref idref="i0" id="{rng.random()}"/>' for _ in range(30_000)) + "</spine>"
    )
    return archive(epub.files())


def _fallbacks() -> bytes:
    epub = book([Doc("c1.xhtml", HEAD, "One")])
    ring = "".join(
        f'<item id="r{number}" href="r{number}.bin" media-type="x/y" fallback="r{(number + 1) % 3_000}"/>'
        for number in range(3_000)
    )
    refs = "".join(f'<itemref idref="r{number}"/>' for number in range(3_000))
    epub.opf = (
        epub.package().replace("</manifest>", ring + "</manifest>").replace("</spine>", refs + "</spine>")
    )
    return archive(epub.files())


def _long_contents() -> bytes:
    items = "".join(f'<li><a href="c1.xhtml#x{number}">{number}</a></li>' for number in range(60_000))
    return archive(book([Doc("c1.xhtml", HEAD, "One")], nav=items).files())


def _deep_contents() -> bytes:
    items = '<li><a href="c1.xhtml">a</a><ol>' * 120 + "<li>b</li>" + "</ol></li>" * 120
    return archive(book([Doc("c1.xhtml", HEAD, "One")], nav=items).files())


FLOODS: tuple[Hostile, ...] = (
    Hostile("a billion laughs", _laughs, is_told=False),
    Hostile("a billion laughs in the package", _package_laughs, is_told=False),
    Hostile("entities blown up", _blown_up, is_told=False),
    Hostile(
        "elements within elements", lambda: _body("<div>" * 50_000 + "x" + "</div>" * 50_000), is_told=False
    ),
    Hostile(
        "elements beside elements",
        lambda: _body("".join(f"<b>{n % 7}</b><i id='{n}'/>" for n in range(300_000))),
        is_told=False,
    ),
    Hostile(
        "an element of many attributes",
        lambda: _body(f"<p {' '.join(f'a{n}={n}' for n in range(60_000))}>x</p>"),
        is_told=False,
    ),
    Hostile("sections that never end", lambda: _body(f"<p>{'<![CDATA[' * 100_000}{_noise(20_000)}</p>")),
    Hostile("comments that never end", lambda: _body(f"<p>{'<!--' * 100_000}{_noise(20_000)}")),
    Hostile("tags that never end", lambda: _body(f"<p>{'<a ' * 100_000}{_noise(20_000)}"), is_told=False),
    Hostile("a sentence without an end", lambda: _body(f"<p>{_noise(250_000)}</p>")),
    Hostile("a word without an end", lambda: _body(f"<p>{_noise(120_000).replace(' ', '')}</p>")),
    Hostile("quotations that never end", lambda: _body(f"<p>{'“‘(' * 60_000}{_noise(20_000)}</p>")),
    Hostile("a chapter in the spine thirty thousand times", _spine_again),
    Hostile("fallbacks in a ring", _fallbacks),
    Hostile("a long table of contents", _long_contents),
    Hostile("a deep table of contents", _deep_contents),
    Hostile("paragraphs without end", lambda: _body("".join(f"<p>{n}.</p>" for n in range(60_000)))),
)
