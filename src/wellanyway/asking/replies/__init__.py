"""Replies: what is said to each kind of question."""

from wellanyway.asking.replies.dispatch import replied

__all__ = ["replied"]
