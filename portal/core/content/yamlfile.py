"""YAML as the content files use it: no surprises on the way in, one canonical form on the way out.

`NO` is the text NO (Norway), not false; a date is text; a key written twice is an error. PyYAML's own defaults are
those of YAML 1.1, where all three differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, and where: file, record, field, reason."""

    file: str
    record: str
    field: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.field, self.reason) if part)


class ContentError(Exception):
    """Content that cannot be loaded. Holds every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The parser in C where PyYAML was built with it, as its wheels are: ten times faster."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


# Line ends that YAML folds into "\n": only double quotes keep them as they are.
_ODD = re.compile("[\x85\u2028\u2029\r\ufeff]")
_NULL = "tag:yaml.org,2002:null"
_RESOLVERS = [
    ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")),
    ("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789")),
    ("tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9]\d*)\.\d+$"), list("-0123456789")),
    (_NULL, re.compile(r"^(?:null|~|)$"), ["n", "~", ""]),
]
for _class in (_Loader, _Dumper):
    _class.yaml_implicit_resolvers = {}
    for _tag, _pattern, _first in _RESOLVERS:
        _class.add_implicit_resolver(_tag, _pattern, _first)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key_node, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a text", key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"“{key}” stands twice", key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    if _ODD.search(value):
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


def _list(dumper: _Dumper, value: list[Any]) -> yaml.SequenceNode:
    flat = all(isinstance(item, str) and len(item) < 60 for item in value) and sum(map(len, value)) < 90
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flat)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a content file. Raises ContentError with file and line when it is not a list of mappings."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a subclass of SafeLoader
    except UnicodeDecodeError:
        raise ContentError([Problem(path.name, "", "", "is not UTF-8 text")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f"line {mark.line + 1}" if mark else ""
        raise ContentError([Problem(path.name, line, "", str(error.problem))]) from None
    except yaml.YAMLError as error:
        raise ContentError([Problem(path.name, "", "", str(error).splitlines()[0])]) from None
    if data is None:
        return []
    if not isinstance(data, list):
        raise ContentError([Problem(path.name, "", "", "must be a list: each record starts with “- ”")])
    wrong = [n for n, item in enumerate(data, 1) if not isinstance(item, dict)]
    if wrong:
        raise ContentError([Problem(path.name, f"record {n}", "", "must be a mapping “key: value”") for n in wrong])
    return data


def render(about: str, records: list[dict[str, Any]]) -> str:
    """The canonical text of a content file: the head comment, then one blank line before each record."""
    head = "".join(f"# {line}".rstrip() + "\n" for line in about.strip().splitlines())
    blocks = [
        yaml.dump([record], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)
        for record in records
    ]
    return "\n".join([head, *blocks])
