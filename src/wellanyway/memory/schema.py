"""The tables of a library, and which revision of them this version writes.

A *text* is a chapter's content and never changes. The *edition* of a work is the sequence of texts in
its newest file; its *telling* (`chapters`) is the sequence as it is told here: what somebody has been
told stays as it was told, what follows comes from the edition. Features and log pages are derived and
can be made again; listeners, places, questions and notes cannot.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "HEAD", "REVISIONS", "changes", "chapters", "editions", "features", "listeners", "metadata", "notes",
    "pages", "places", "questions", "texts", "works",
]  # fmt: skip

REVISIONS: tuple[str, ...] = ("0001",)
"""Every revision there has been, oldest first; the same that `migrations/versions` holds."""

HEAD = REVISIONS[-1]

metadata = MetaData()


def _work() -> Column[int]:
    return Column("work_id", ForeignKey("works.id", ondelete="CASCADE"), nullable=False)


def _listener() -> Column[int]:
    return Column("listener_id", ForeignKey("listeners.id", ondelete="CASCADE"), nullable=False)


works = Table(
    "works",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("notes", Text, nullable=False),  # of the whole work, JSON
    Column("path", Text, nullable=False),  # the file as it was given last
    Column("fingerprint", String(64), nullable=False),  # of the newest file
    Column("added_at", Float, nullable=False),
    Column("version", Integer, nullable=False),  # grows whenever the telling ahead is arranged anew
    Column("is_imported", Boolean, nullable=False),  # the whole file has been taken in
    Column(
        "held_to", Integer, nullable=False
    ),  # horizon for whose sake the telling is not the edition; 0: it is
)

texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    _work(),
    Column("key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),  # of its words alone
    Column("size", Integer, nullable=False),  # sentences
    Column("words", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("texts_of_work", "work_id"),
)

editions = Table(
    "editions",
    metadata,
    _work(),
    Column("number", Integer, nullable=False),
    Column("text_id", ForeignKey("texts.id"), nullable=False),
    Column("stamp", Text, nullable=False),  # the file's own mark of this chapter's bytes, "" for none
    UniqueConstraint("work_id", "number", name="edition_order"),
)

chapters = Table(
    "chapters",
    metadata,
    _work(),
    Column("position", Integer, nullable=False),
    Column("text_id", ForeignKey("texts.id"), nullable=False),
    Column("first", Integer, nullable=False),  # ordinal of its first sentence
    UniqueConstraint("work_id", "position", name="telling_order"),
)

features = Table(
    "features",
    metadata,
    Column("text_id", ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True),
    Column("made_by", Text, nullable=False),
    Column("rows", LargeBinary, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    _work(),
    Column("told_from", Integer, nullable=False),
    Column("told_to", Integer, nullable=False),  # the facts of complete windows in [told_from, told_to)
    Column("chapter", Integer, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("state", LargeBinary, nullable=False),  # the reader behind it
    UniqueConstraint("work_id", "told_from", name="page_order"),
)

listeners = Table(
    "listeners",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

places = Table(
    "places",
    metadata,
    _listener(),
    _work(),
    Column("told_to", Integer, nullable=False),
    Column("updated_at", Float, nullable=False),
    UniqueConstraint("listener_id", "work_id", name="one_place"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    _listener(),
    _work(),
    Column("told_to", Integer, nullable=False),
    Column("asked_at", Float, nullable=False),
    Column("answer", Text, nullable=False),
    Index("questions_asked", "listener_id", "work_id", "told_to"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    _listener(),
    _work(),
    Column("told_to", Integer, nullable=False),
    Column("kept_at", Float, nullable=False),
    Column("text", Text, nullable=False),
    Index("notes_kept", "listener_id", "work_id", "told_to"),
)

changes = Table(
    "changes",
    metadata,
    _listener(),
    _work(),
    Column("position", Integer, nullable=False),  # a chapter heard whose words are others in the edition
    Column("changed_at", Float, nullable=False),
    Column("is_noticed", Boolean, nullable=False),  # the listener has been told
    UniqueConstraint("listener_id", "work_id", "position", name="one_change"),
)
