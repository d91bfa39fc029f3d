"""Rendered messages, and the versioned template they come from.

A template is a folder: ``system.md``, ``user.md``, ``reask.md`` and ``examples.jsonl``; ``fields.txt`` may name the
fields of a draft that are asked for, one a line, where not all are. Variables are written ``$name`` and form a closed
set; an unknown or missing one raises. Values are put in once and never rendered again, so article text cannot act as a
template.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Template as Text
from typing import Any

from pydantic import ValidationError

from extractor.errors import PromptError
from extractor.response import FIELDS, NEEDED, Draft, Message, Response, answer_with

Messages = list[Message]

_VARIABLES = {
    "system.md": frozenset[str](),
    "user.md": frozenset({"published", "title", "sentences", "candidates"}),
    "reask.md": frozenset({"published", "sentences", "rejected"}),
}
_NEEDED = {"user.md": {"sentences"}, "reask.md": {"sentences", "rejected"}}


@dataclass(frozen=True)
class Template:
    """A prompt's files, checked.

    Attributes:
        name: The folder's name: ``claims.v1``.
        system: The system message.
        user: The user message, with variables.
        reask: The message that asks for rejected drafts again, with variables.
        examples: Rendered example turns, user and assistant in turn.
        fingerprint: 16 hex digits over the files and the schema of the answer: changes when either does.
        fields: The fields of a draft that are asked for.
    """

    name: str
    system: str
    user: Text
    reask: Text
    examples: tuple[Message, ...]
    fingerprint: str
    fields: tuple[str, ...] = FIELDS

    @property
    def answer(self) -> type[Response]:
        """The shape of an answer."""
        return answer_with(self.fields)

    @property
    def shows_candidates(self) -> bool:
        """Whether the model is shown what the rules drafted."""
        return "candidates" in self.user.get_identifiers()


@lru_cache(maxsize=16)
def load(name: str) -> Template:
    """Load a shipped template by name, or any template folder by path.

    Raises:
        PromptError: The folder or a file is missing, a variable is unknown, or an example is none.
    """
    folder = _folder(name)
    files = {file: _read(folder / file) for file in ("system.md", "user.md", "reask.md", "examples.jsonl")}
    for file, known in _VARIABLES.items():
        _check_variables(folder / file, files[file], known)
    user, fields = Text(files["user.md"].strip()), _fields(folder)
    answer = answer_with(fields)
    digest = hashlib.sha256()
    for part in (*files.values(), json.dumps(answer.model_json_schema(), sort_keys=True)):
        digest.update(part.encode() + b"\0")
    return Template(
        name=folder.name,
        system=files["system.md"].strip(),
        user=user,
        reask=Text(files["reask.md"].strip()),
        examples=tuple(_examples(folder / "examples.jsonl", files["examples.jsonl"], user, fields)),
        fingerprint=digest.hexdigest()[:16],
        fields=fields,
    )


def render(
    template: Template,
    sentences: Sequence[str],
    *,
    published: date | None,
    title: str | None = None,
    candidates: Sequence[Draft] = (),
) -> Messages:
    """Return the messages that ask for the claims of some sentences.

    Args:
        template: What to ask with.
        sentences: The sentences to read; they are numbered from 1.
        published: Day of publication.
        title: The article's title.
        candidates: What the rules drafted of these sentences, numbered as they are; for templates that show them.
    """
    listed = [_candidate(draft) for draft in candidates]
    return [*_opening(template), _turn("user", _fill(template.user, sentences, published, title, listed))]


def render_reask(
    template: Template,
    sentences: Sequence[str],
    rejected: Sequence[tuple[Mapping[str, Any], str]],
    *,
    published: date | None,
) -> Messages:
    """Return the messages that ask again for rejected drafts only.

    Args:
        template: What to ask with.
        sentences: The sentences that the drafts name, numbered from 1.
        rejected: Each draft as it was said, and why it was rejected.
        published: Day of publication.
    """
    asked = [({name: said for name, said in draft.items() if name in template.fields}, why) for draft, why in rejected]
    listed = "\n".join(f"- {json.dumps(draft, ensure_ascii=False)}\n  Wrong: {why}" for draft, why in asked)
    values = {"published": _day(published), "sentences": _number(sentences), "rejected": listed}
    return [*_opening(template), _turn("user", template.reask.substitute(values))]


def render_check(name: str, sentences: Sequence[str], statement: str) -> Messages:
    """Return the messages that ask whether sentences support a statement.

    Args:
        name: A shipped template that verifies, or a folder with ``system.md`` and ``user.md``.
        sentences: The sentences, as the article has them.
        statement: What is said of them.

    Raises:
        PromptError: The folder or a file is missing, or a variable is unknown.
    """
    system, user = _check_template(name)
    shown = "\n".join(_for_reading(sentence) for sentence in sentences)
    return [_turn("system", system), _turn("user", user.substitute(sentences=shown, statement=_for_reading(statement)))]


@lru_cache(maxsize=4)
def _check_template(name: str) -> tuple[str, Text]:
    folder = _folder(name)
    system, user = (_read(folder / file) for file in ("system.md", "user.md"))
    _check_variables(folder / "system.md", system, frozenset())
    _check_variables(folder / "user.md", user, frozenset({"sentences", "statement"}))
    return system.strip(), Text(user.strip())


def _opening(template: Template) -> Messages:
    return [_turn("system", template.system), *template.examples]


def _turn(role: str, content: str) -> Message:
    return Message(role=role, content=content)


def _fill(
    user: Text, sentences: Sequence[str], published: date | None, title: str | None, candidates: Sequence[str] = ()
) -> str:
    return user.substitute(
        published=_day(published),
        title=_for_reading(title or "none"),
        sentences=_number(sentences),
        candidates="\n".join(candidates) or "none",
    )


def _candidate(draft: Draft) -> str:
    """One draft of the rules on one line: its sentence, who says it, and its words."""
    return (
        f"[{draft.sentence}] {_for_reading(draft.source or 'the article')}: {_for_reading(' … '.join(draft.evidence))}"
    )


def _day(published: date | None) -> str:
    return published.isoformat() if published else "unknown"


def _number(sentences: Sequence[str]) -> str:
    return "\n".join(f"[{number}] {_for_reading(text)}" for number, text in enumerate(sentences, 1))


_STRAIGHT = re.compile(r'"([^"]*)("|$)')


def _for_reading(text: str) -> str:
    """Show a sentence on one line, in curly quotation marks.

    A straight mark must be escaped inside a JSON string, and small models end the string there instead. The gate folds
    typography, so a literal copied in curly marks is still found.
    """
    return _STRAIGHT.sub("“\\1”", " ".join(text.split()))


def _folder(name: str) -> Path:
    if name and Path(name).is_dir():
        return Path(name)
    shipped = Path(__file__).parent / "_prompts"
    home = shipped if shipped.is_dir() else Path(__file__).parent.parent / "prompts"
    if name and (home / name).is_dir() and (home / name).parent == home:
        return home / name
    names = ", ".join(sorted(folder.name for folder in home.iterdir() if folder.is_dir()))
    raise PromptError(f"There is no prompt {name!r}: name a template folder, or one of {names}.")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PromptError(f"The template folder {path.parent} lacks {path.name}: add that file.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"The template file {path} cannot be read ({type(error).__name__}): mend the file.") from None


def _check_variables(path: Path, text: str, known: frozenset[str]) -> None:
    template = Text(text)
    if not template.is_valid():
        raise PromptError(f"{path} holds a $ that starts no variable: write $$ for a dollar sign.")
    used = set(template.get_identifiers())
    if used - known:
        allowed = ", ".join(f"${name}" for name in sorted(known)) or "none"
        raise PromptError(f"{path} names the unknown variable ${min(used - known)}: the variables there are {allowed}.")
    if missing := _NEEDED.get(path.name, set()) - used:
        raise PromptError(f"{path} lacks the variable ${min(missing)}: without it the model does not see what to read.")


def _fields(folder: Path) -> tuple[str, ...]:
    """The fields that a template asks for: those of ``fields.txt``, else all."""
    path = folder / "fields.txt"
    if not path.exists():
        return FIELDS
    named = _read(path).split()
    if unknown := [name for name in named if name not in FIELDS]:
        raise PromptError(f"{path} names the unknown field {unknown[0]}: the fields are {', '.join(FIELDS)}.")
    if missing := NEEDED - set(named):
        raise PromptError(f"{path} lacks the field {min(missing)}: no draft can do without it.")
    return tuple(name for name in FIELDS if name in named)


def _examples(path: Path, text: str, user: Text, fields: tuple[str, ...]) -> Sequence[Message]:
    turns: list[Message] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            example = json.loads(line)
            sentences = [str(sentence) for sentence in example["sentences"]]
            answer = answer_with(fields).model_validate(example["answer"])
            candidates = [str(each) for each in example.get("candidates", ())]
            published = date.fromisoformat(example["published"])
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            raise PromptError(f"Line {number} of {path} is no example ({error}): mend it.") from None
        if answer.malformed:
            raise PromptError(f"Line {number} of {path} holds an item that is no draft: {answer.malformed[0].why}")
        turns.append(_turn("user", _fill(user, sentences, published, None, candidates)))
        turns.append(_turn("assistant", answer.model_dump_json(include={"claims": {"__all__": set(fields)}})))
    return turns
