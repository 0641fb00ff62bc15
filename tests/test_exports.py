"""The public door: `__all__` is what can be imported, and importing it costs nothing."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import wellanyway
from wellanyway import errors, story, told, views


@pytest.mark.parametrize("name", wellanyway.__all__)
def test_all_that_is_named_can_be_imported(name: str) -> None:
    assert getattr(wellanyway, name) is not None
    assert name in dir(wellanyway)


def test_nothing_else_is_public() -> None:
    submodules = {name for name, value in vars(wellanyway).items() if inspect.ismodule(value)}
    public = {name for name in vars(wellanyway) if not name.startswith("_")} - submodules
    helpers = {"annotations", "import_module", "TYPE_CHECKING"}
    assert public - helpers <= set(wellanyway.__all__)


def test_every_error_and_every_view_is_public() -> None:
    raised = {name for name in errors.__all__ if inspect.isclass(getattr(errors, name))}
    wanted = {*raised, *views.__all__, "Told", "Pos", "Library", "Session", "read"}
    assert wanted <= set(wellanyway.__all__)
    assert {wellanyway.Told, wellanyway.Pos} == {told.Told, story.Pos}


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'tale'"):
        _ = wellanyway.tale


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, wellanyway; heavy = {'numpy', 'sqlalchemy', 'onnxruntime', 'lxml', 'rich', 'click',"
        " 'prompt_toolkit', 'wellanyway.story', 'wellanyway.told'}; print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
