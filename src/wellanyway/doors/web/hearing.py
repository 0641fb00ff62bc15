"""What there is to hear with and to be heard by: the voices, and words for what a listener said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from starlette.exceptions import HTTPException

from wellanyway.doors.web.asked import Shared
from wellanyway.doors.web.choir import Voices
from wellanyway.voices.speech import VoiceError
from wellanyway.voices.transcriber import Transcriber

__all__ = ["router"]

_BYTES_MOST = 4 * 1024 * 1024  # two minutes of 16 kHz

router = APIRouter(tags=["voice"])


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, "" where there were no words."""

    words: str


@dataclass(frozen=True, slots=True)
class Aural:
    """What there is to hear, and why no endpoint here gives words for speech; null where one does."""

    speaking: Voices
    hearing_reason: str | None


@router.get("/voices", summary="Which voices there are, and whether speech can be understood")
def voices(house: Shared) -> Aural:
    """The same for every story and place."""
    return Aural(house.choir.offered(), _transcriber(house).available())


@router.post("/heard", summary="Words for what a listener said")
def heard(house: Shared, sound: Annotated[UploadFile, File(description="A WAV file.")]) -> Heard:
    """By the endpoint in the settings; without one it is a problem, and nothing goes anywhere."""
    transcriber = _transcriber(house)
    if (reason := transcriber.available()) is not None:
        raise HTTPException(409, reason)
    wav = sound.file.read(_BYTES_MOST + 1)
    if len(wav) > _BYTES_MOST:
        raise HTTPException(413, "at most two minutes of speech at once")
    if wav[:4] != b"RIFF" or wav[8:12] != b"WAVE":
        raise HTTPException(422, "send a WAV file")
    try:
        return Heard(transcriber.words(wav))
    except VoiceError as error:
        raise HTTPException(502, str(error)) from None


def _transcriber(house: Shared) -> Transcriber:
    settings = house.settings
    return Transcriber(settings.hearing_url, key=settings.hearing_key, model=settings.hearing_model)
