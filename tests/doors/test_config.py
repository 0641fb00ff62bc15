"""Settings come from four places, the nearest wins, and what is wrong is said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellanyway.config import Settings, load
from wellanyway.errors import ConfigError


def config(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "c.toml"
    path.write_text(text)
    return {"WELLANYWAY_CONFIG": str(path)}


def test_defaults(tmp_path: Path) -> None:
    assert load(environ={"XDG_CONFIG_HOME": str(tmp_path)}) == Settings()


def test_the_nearest_wins(tmp_path: Path) -> None:
    env = config(tmp_path, 'pace = 100\npersona = "barstool"\nlistener = "ada"\nlibrary = "~/books"')
    env |= {"WELLANYWAY_PERSONA": "plain", "WELLANYWAY_LISTENER": "bob"}
    settings = load({"listener": "cy", "pace": None}, environ=env)
    assert settings == Settings(Path("~/books").expanduser(), "cy", "plain", 100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pace = 3", "pace is words a minute"),
        ("pace = true", "pace is words a minute"),
        ("paec = 300", "'paec' is not a setting"),
        ("persona = ''", "persona has to be a text"),
        ("colour = 'green'", "colour is one of auto, always, never"),
        ("pace = = 3", "not TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(environ=config(tmp_path, text))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_named_file_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not a file"):
        load(environ={"WELLANYWAY_CONFIG": str(tmp_path / "no")})


def test_the_library_is_in_the_users_data_folder() -> None:
    assert Settings().folder.name == "wellanyway"
    assert Settings(Path("x")).folder == Path("x")


def test_a_voice_is_set_like_everything_else(tmp_path: Path) -> None:
    env = config(tmp_path, 'voice = "endpoint"\nvoice_url = "http://localhost:1/v1"\nvoice_pace = 150')
    settings = load(environ=env | {"WELLANYWAY_VOICE_KEY": "secret", "WELLANYWAY_VOICE_PACE": "200"})
    assert (settings.voice, settings.voice_url, settings.voice_pace) == (
        "endpoint",
        "http://localhost:1/v1",
        200,
    )
    assert "secret" not in repr(settings)
    with pytest.raises(ConfigError, match="voice_pace"):
        load(environ=config(tmp_path, "voice_pace = 5"))
