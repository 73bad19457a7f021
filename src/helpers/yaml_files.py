"""YAML files that people edit: read into validated models, with file, line and remedy in every error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from helpers.errors import UserError

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[str | int, ...]


class YamlFile:
    """A parsed YAML file that knows on which line each of its values stands.

    Attributes
    ----------
    name
        The file's name as shown in messages.
    content
        The parsed content; dates, yes, no, on and off stay text, as written.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        try:
            self._node = yaml.compose(text, Loader=_TextLoader)
            self.content: Any = yaml.load(text, Loader=_TextLoader)  # noqa: S506 - a SafeLoader without dates
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f":{mark.line + 1}" if mark is not None else ""
            problem = getattr(error, "problem", None) or "not YAML"
            raise UserError(f"{name}{line}: {problem}; correct the YAML on this line or just above it") from error

    @classmethod
    def read(cls, path: Path, name: str | None = None) -> YamlFile:
        """Read a file.

        Raises
        ------
        UserError
            If the file is missing, is not UTF-8 or is not YAML.
        """
        shown = name or path.name
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError as error:
            raise UserError(f"{shown}: no such file; it is needed here") from error
        except UnicodeDecodeError as error:
            raise UserError(f"{shown}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
        return cls(shown, text)

    def line(self, location: Iterable[str | int]) -> int:
        """Return the line (from 1) of the value at a path of keys and indices, or of its nearest parent."""
        node = self._node
        if node is None:
            return 1
        line = node.start_mark.line
        for step in location:
            child = _child(node, step)
            if child is None:
                break
            line, node = child
        return int(line) + 1

    def error(self, location: Iterable[str | int], problem: str) -> UserError:
        """Return an error that names this file, the line of a value, and the problem with its remedy."""
        return UserError(f"{self.name}:{self.line(location)}: {problem}")

    def parse(self, model: type[Model]) -> Model:
        """Validate the content.

        Raises
        ------
        UserError
            With the line of each value that does not fit the model, one per line.
        """
        try:
            return model.model_validate(self.content if self.content is not None else {})
        except ValidationError as error:
            problems = [
                f"{self.name}:{self.line(problem['loc'])}: {_in_words(problem['loc'], problem['msg'])}"
                for problem in error.errors(include_url=False, include_context=False)
            ]
            raise UserError("\n".join(problems)) from error


_SafeLoader: type[yaml.SafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # ten times as fast where it is built


class _TextLoader(_SafeLoader):  # type: ignore[misc, valid-type]
    """A safe loader that leaves dates, yes, no, on and off as written and refuses repeated keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"the key {key!r} stands twice", problem_mark=key_node.start_mark)
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


_LEFT_AS_TEXT = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _LEFT_AS_TEXT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_TextLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(step):
                return key_node.start_mark.line, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return None


def _in_words(location: Location, message: str) -> str:
    field = ".".join(str(step) for step in location if not isinstance(step, int))
    message = message.removeprefix("Value error, ")
    if message == "Extra inputs are not permitted":
        message = "unknown field; take it out or correct its name"
    elif message == "Field required":
        message = "missing; add it"
    return f"{field}: {message}" if field else message


def dump(content: Any, width: int = 120) -> str:
    """Write plain Python data as block-style YAML with keys in the given order."""
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=width)
    return text
