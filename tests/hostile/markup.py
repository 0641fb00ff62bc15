"""Markup that runs, loads or leads away wherever it is taken for markup."""

from __future__ import annotations

from tests.hostile.book import LAST, SENTENCE, TRAP, Hostile, book, told_in
from tests.importers.build import Doc, archive, page

__all__ = ["MARKUP"]

RUN = "window.harmed=1;alert(1)"
SITE = f"https://{TRAP}"
PICTURE = f"<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'><script>{RUN}</script></svg>"


def _raw(text: str, *, name: str = "c1.xhtml", media_type: str = "application/xhtml+xml") -> bytes:
    plain = Doc("c0.xhtml", f"<h2>One</h2><p>{SENTENCE}</p>", "One")
    doc = Doc(name, text, "Two", media_type=media_type, is_raw=True)
    return archive(book([plain, doc]).files())


def _utf7() -> bytes:
    coded = f"<script>{RUN}</script>".encode("utf-7").decode("ascii")
    return _raw(f'<html><head><meta charset="utf-7"/></head><body><p>{LAST} {coded}</p></body></html>')


def _utf16() -> bytes:
    files = book([Doc("c1.xhtml", "", "One")]).files()
    body = f"<p>{SENTENCE}</p><script>{RUN}</script><p>{LAST}</p>"
    files["OEBPS/c1.xhtml"] = f"\ufeff<html><body>{body}</body></html>".encode("utf-16-le")
    return archive(files)


def _cover() -> bytes:
    epub = book(
        [Doc("c1.xhtml", f"<p>{SENTENCE}</p><p>{LAST}</p>", "One")],
        metadata='<meta name="cover" content="cov"/>',
        guide=f'<guide><reference type="cover" href="{SITE}/cover.html"/><reference type="cover" href="cover.svg"/></guide>',
        extra={"OEBPS/cover.svg": PICTURE.encode()},
    )
    epub.opf = epub.package().replace(
        "</manifest>",
        '<item id="cov" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>'
        f'<item id="far" href="{SITE}/cover.png" media-type="image/png" properties="cover-image"/></manifest>',
    )
    return archive(epub.files())


def _scripted_contents() -> bytes:
    nav = (
        f'<li><a href="c1.xhtml" onclick="{RUN}">One<script>{RUN}</script></a></li>'
        f'<li><a href="javascript:{RUN}">Two</a></li><li><a href="{SITE}/three.xhtml">Three</a></li>'
        f'<li><img src="{SITE}/x.png" onerror="{RUN}"/><a href="data:text/html,{PICTURE}">Four</a></li>'
    )
    doc = Doc("c1.xhtml", f"<p>{SENTENCE}</p><p>{LAST}</p>", "One")
    return archive(book([doc], nav=nav).files())


def _scripted_item() -> bytes:
    """Documents of the spine that lie elsewhere, beside one that does not."""
    epub = book([Doc("c1.xhtml", f"<p>{SENTENCE}</p><p>{LAST}</p>", "One")])
    far = "".join(
        f'<item id="f{number}" href="{href}" media-type="application/xhtml+xml"/>'
        for number, href in enumerate(
            (f"{SITE}/c2.xhtml", f"//{TRAP}/c3.xhtml", "data:text/html,x", f"javascript:{RUN}")
        )
    )
    epub.opf = (
        epub.package()
        .replace("</manifest>", far + "</manifest>")
        .replace("</spine>", "".join(f'<itemref idref="f{number}"/>' for number in range(4)) + "</spine>")
    )
    return archive(epub.files())


MARKUP: tuple[Hostile, ...] = (
    told_in("a script", f"<script>{RUN}</script><script type='module'>{RUN}</script>"),
    told_in(
        "a script from elsewhere",
        f"<script src='{SITE}/x.js'></script>",
        head=f"<script src='//{TRAP}/y.js'/>",
    ),
    told_in("a script in a drawing", f"<p>{PICTURE}</p>"),
    told_in(
        "event handlers",
        f"<img src='x' onerror='{RUN}'/><details open='open' ontoggle='{RUN}'>a</details><video onloadstart='{RUN}'>"
        f"<source src='x' onerror='{RUN}'/></video><input autofocus='autofocus' onfocus='{RUN}'/>"
        f"<p onanimationstart='{RUN}' onclick='{RUN}' tabindex='0'>b</p>",
        attributes=f"onload='{RUN}' onpageshow='{RUN}'",
    ),
    told_in(
        "links that run",
        f"<p><a href='javascript:{RUN}'>a</a> <a href='java&#9;script:{RUN}'>b</a> <a href='&#1;javascript:{RUN}'>c</a>"
        f" <a href='vbscript:{RUN}'>d</a> <a href='data:text/html,{RUN}'>e</a> <a href='x' ping='{SITE}/ping'>f</a></p>",
    ),
    told_in(
        "pages within the page",
        f"<iframe src='{SITE}/'></iframe><iframe srcdoc='&lt;script&gt;{RUN}&lt;/script&gt;'></iframe>"
        f"<iframe src='javascript:{RUN}'></iframe><frameset><frame src='{SITE}/'/></frameset>"
        "<iframe src='file:///etc/passwd'></iframe><portal src='x'></portal>",
    ),
    told_in(
        "objects",
        f"<object data='{SITE}/x.swf'><param name='movie' value='{SITE}/x'/></object><embed src='{SITE}/x'/>"
        f"<object data='data:image/svg+xml,{PICTURE.replace(chr(39), chr(34))}'></object><applet code='x'></applet>",
    ),
    told_in(
        "forms",
        f"<form action='{SITE}/post' method='post'><input name='a' autofocus='autofocus'/><button>Go on</button>"
        f"<input type='image' src='{SITE}/x.png' formaction='javascript:{RUN}'/></form><isindex action='{SITE}'/>",
    ),
    told_in(
        "a page that leads away",
        f"<meta http-equiv='refresh' content='0;url={SITE}/'/>",
        head=f"<meta http-equiv='refresh' content='0;url=javascript:{RUN}'/><base href='{SITE}/'/>",
    ),
    told_in(
        "sheets from elsewhere",
        f"<link rel='stylesheet' href='{SITE}/x.css'/>",
        head=f"<link rel='stylesheet' href='//{TRAP}/y.css'/><link rel='preload' as='script' href='{SITE}/z.js'/>"
        f"<link rel='dns-prefetch' href='//{TRAP}'/><link rel='prefetch' href='{SITE}/'/><link rel='icon' href='{SITE}/i'/>",
    ),
    told_in(
        "a style that loads",
        f"<style>@import '{SITE}/x.css'; @font-face{{font-family:a;src:url({SITE}/x.woff)}} body{{background:url({SITE}/b)}}"
        f" p{{font-family:a;width:expression({RUN});-moz-binding:url({SITE}/x#y);behavior:url(x.htc)}}</style>",
    ),
    told_in(
        "styles in attributes",
        f"<p style='background:url({SITE}/a);width:expression({RUN})'>a</p>"
        f"<div style='position:fixed;inset:0;z-index:99999;content:url(javascript:{RUN})'>b</div>",
    ),
    told_in(
        "pictures and sounds from elsewhere",
        f"<img src='{SITE}/a.png' srcset='{SITE}/b.png 2x' alt=''/><picture><source srcset='{SITE}/c.png'/></picture>"
        f"<video poster='{SITE}/d' src='{SITE}/e'><track src='{SITE}/f'/></video><audio autoplay='autoplay' src='{SITE}/g'/>"
        f"<table background='{SITE}/h'><tr><td background='{SITE}/i'>a</td></tr></table><img src='data:image/svg+xml,x'/>",
        attributes=f"background='{SITE}/j'",
    ),
    told_in(
        "a drawing that loads and moves",
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
        f"<use href='{SITE}/a.svg#b'/><image xlink:href='{SITE}/c.png'/><a xlink:href='javascript:{RUN}'><text>a</text></a>"
        f"<filter><feImage href='{SITE}/d'/></filter><animate attributeName='href' values='javascript:{RUN}' onbegin='{RUN}'/>"
        f"<set attributeName='onmouseover' to='{RUN}'/><foreignObject><body onload='{RUN}'/></foreignObject></svg>",
    ),
    told_in(
        "mathematics turned over",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror="
        f"{RUN}&gt;'/></mglyph></table></mtext></math><math><annotation-xml encoding='text/html'><script>{RUN}</script>"
        f"</annotation-xml><maction actiontype='statusline' xlink:href='javascript:{RUN}'>a</maction></math>",
    ),
    told_in(
        "noscript turned over",
        f"<noscript><p title='&lt;/noscript&gt;&lt;img src=x onerror={RUN}&gt;'>a</p></noscript>"
        f"<noscript><style></noscript><img src=x onerror='{RUN}'></style></noscript>",
    ),
    told_in(
        "templates",
        f"<template><script>{RUN}</script></template><template shadowrootmode='open'><img src=x onerror='{RUN}'></template>"
        f"<div><template><s><template><s><img src=x onerror='{RUN}'>@shafigullin</s></template></s></template></div>",
    ),
    told_in(
        "elements of raw text",
        f"<textarea></textarea><img src=x onerror='{RUN}'><title></title><script>{RUN}</script>"
        f"<xmp><p title='</xmp><img src=x onerror={RUN}>'></xmp><noembed></noembed><script>{RUN}</script>",
    ),
    told_in(
        "comments that end early",
        f"<!--><script>{RUN}</script>--><!--[if gte IE 4]><script>{RUN}</script><![endif]--><!-- --!><script>{RUN}</script>",
    ),
    told_in(
        "sections of characters",
        f"<![CDATA[<script>{RUN}</script>]]><svg><![CDATA[</svg><img src=x onerror={RUN}>]]>",
    ),
    told_in(
        "a processing instruction",
        f"<?xml-stylesheet type='text/xsl' href='{SITE}/x.xsl'?><?php system('id') ?><?import namespace='t' ?>",
    ),
    told_in(
        "included files",
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/>",
    ),
    told_in(
        "another name for script",
        f"<x:script xmlns:x='http://www.w3.org/1999/xhtml'>{RUN}</x:script><SCRIPT>{RUN}</SCRIPT><scr<script>ipt>{RUN}</script>",
    ),
    told_in(
        "quotes within quotes",
        f"<p id='\"&gt;&lt;script&gt;{RUN}&lt;/script&gt;' title='`onload={RUN}'>a</p>",
    ),
    told_in("names of the language", "<p id='__proto__'>a</p><p id='constructor' class='toString'>b</p>"),
    Hostile("another encoding of seven bits", _utf7),
    Hostile("another encoding of sixteen bits", _utf16),
    Hostile("a drawing as a chapter", lambda: _raw(PICTURE, name="c1.svg", media_type="image/svg+xml")),
    Hostile("a cover that runs", _cover),
    Hostile("a table of contents that runs", _scripted_contents),
    Hostile("chapters that lie elsewhere", _scripted_item),
    Hostile(
        "entities from elsewhere",
        lambda: _raw(
            f'<!DOCTYPE html SYSTEM "{SITE}/x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">'
            f'<!ENTITY % b SYSTEM "{SITE}/y.dtd"> %b;]>' + page(f"<p>{LAST} &a;</p>").partition("?>")[2]
        ),
    ),
)
