"""Typography by language, applied to whole pages at output, so that neither editors nor templates need to care.

French (rules of the Imprimerie nationale): no-break space before `:`, `»`, `%`, `€` and after `«`, narrow no-break
space before `;`, `!`, `?` and between thousands; curly apostrophes; « » for straight double quotes; superscript
ordinals. English: curly quotes and apostrophes. Both: one character for an ellipsis, no line that starts with a dash,
none that divides "Covid-19".

Every rule runs in linear time on any text: repetitions are possessive (`++`), start only at the beginning of a run, and
stop before anything that could start them again.
"""

import html
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from portal.core.text.markup import unescaped

NBSP, NNBSP, JOINER = "\u00a0", "\u202f", "\u2060"  # the joiner keeps its two sides on one line

# A token is a tag, a comment, or a whole script, style or textarea. A token stops where another of its kind begins, and
# a tag at a "<" outside quotes: otherwise many unclosed ones would each be read to the end of the page.
TOKEN = re.compile(
    r"(<!--(?:(?!<!--).)*?-->"
    r"|<(?:script|style|textarea)\b[^<]*+(?:<(?!/?(?:script|style|textarea)\b)[^<]*+)*+</(?:script|style|textarea)\s*+>"
    r"|<![^<>]*+>"
    r"|</?[a-zA-Z](?:\"[^\"]*+\"|'[^']*+'|[^<>\"']++)*+>)",
    re.S,
)
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_LANG = re.compile(r"""\slang=["']?([a-zA-Z]+)""")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_RAW = {"pre", "code", "kbd", "samp", "svg", "math"}
_WHOLE = {"script", "style", "textarea"}
SHORT = 200  # characters of a text node or tag that is remembered
LONGEST_ENTITY = 40  # characters; the longest name of HTML has 31
_WITHOUT_END = VOID | _WHOLE
_INLINE = {"a", "abbr", "b", "cite", "dfn", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time"}
_WORTH = re.compile(r"['\"«»;:!?%€…–]|\.\.\.|\d|[IVX](?:er|re|e)")
# Web and e-mail addresses, which typography leaves alone.
_ADDRESS = re.compile(
    r"((?:https?://|www\.)[^\s<>«»]++|(?<![\w.'+-])[\w.'+-]++@[\w-]++(?:\.[\w-]++)++)",
)

_SPACE = r"[ \u00a0\u202f]"
_SPACES = rf"(?<!{_SPACE}){_SPACE}++"
_CLOSE = r"(?=\s|$|[)\]»”’'…\u00a0\u202f])"
_FRENCH: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r'(^|[\s(\u00a0\[\'’])"([^"<>]++)"'), rf"\1«{NBSP}\2{NBSP}»"),
    (re.compile(rf"{_SPACES}([;!?]++){_CLOSE}"), rf"{NNBSP}\1"),
    (re.compile(rf"(?<=[\w)»%€”])([;!?]++){_CLOSE}"), rf"{NNBSP}\1"),
    (re.compile(rf"{_SPACES}:{_CLOSE}"), f"{NBSP}:"),
    (re.compile(rf"(?<=[\w)»%€”]):{_CLOSE}"), f"{NBSP}:"),
    (re.compile(rf"«{_SPACE}*+"), f"«{NBSP}"),
    (re.compile(rf"(?:{_SPACES})?»"), f"{NBSP}»"),
    (re.compile(rf"(?<=\d){_SPACE}*+([%€])"), rf"{NBSP}\1"),
]
# Thousands: one to three digits, then groups of three. "2025 300" is two numbers.
_THOUSANDS = re.compile(r"(?<![\d\u202f])(?<!\d[ ,.])\d{1,3}(?: \d{3})+(?![\d])")
_FRENCH_ORDINAL = re.compile(r"\b(\d++|[IVX]++)(ers?|res?|es?)\b(?!-)")
# Browsers may end a line after the hyphen. The hyphen stays one, so that a search in the page still finds the word.
_COVID = re.compile(r"(?<=\bCovid)-(?=\d)")
_ENGLISH: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"(^|[\s(\u00a0\[])\"([^\"<>]++)\""), r"\1“\2”"),
    (re.compile(r"(^|[\s(\u00a0\[])'([^'<>]++)'(?!\w)"), r"\1‘\2’"),
]


def _common(text: str) -> str:
    """Rules of both languages: ellipsis, apostrophes, no-break space before a dash, "Covid-19" on one line."""
    text = text.replace("...", "…").replace("'", "’").replace(" – ", f"{NBSP}– ")
    return _COVID.sub(f"-{JOINER}", text)


def french(text: str) -> str:
    """Applies French typography to plain text."""
    for pattern, replacement in _FRENCH:
        text = pattern.sub(replacement, text)
    text = _THOUSANDS.sub(lambda found: found.group(0).replace(" ", NNBSP), text)
    return _common(text)


def english(text: str) -> str:
    """Applies English typography to plain text."""
    for pattern, replacement in _ENGLISH:
        text = pattern.sub(replacement, text)
    return _common(text)


RULES: dict[str, Callable[[str], str]] = {"fr": french, "en": english}


def plain(text: str, language: str) -> str:
    """Applies the typography of `language` to text without markup; text in an unknown language is unchanged."""
    rule = RULES.get(language)
    if rule is None or not _WORTH.search(text):
        return text
    return "".join(part if index % 2 else rule(part) for index, part in enumerate(_ADDRESS.split(text)))


def _node(escaped: str, language: str, before: str) -> str:
    """Applies typography to an escaped text node; `before` is the character before it, in another inline element."""
    if language not in RULES or not _WORTH.search(escaped):
        return escaped
    return (_short_node if len(escaped) <= SHORT else _any_node)(escaped, language, _context(before))


def _any_node(escaped: str, language: str, context: str) -> str:
    """The typography of an escaped text node that follows `context`, a character that stands for the one before."""
    text = plain(context + unescaped(escaped), language)[len(context) :]
    out = html.escape(text, quote=False)
    if language == "fr":
        parts = _ADDRESS.split(out)
        out = "".join(part if index % 2 else _FRENCH_ORDINAL.sub(_ordinal, part) for index, part in enumerate(parts))
    return out


# Labels, dates and amounts stand on page after page.
_short_node = lru_cache(maxsize=4096)(_any_node)


def _context(before: str) -> str:
    """A letter or digit that stands for the character `before` in the rules, and that no rule changes."""
    if before.isdigit():
        return "0"
    return "a" if before.isalpha() or before in tuple(")»%€”") else ""


def _ordinal(found: re.Match[str]) -> str:
    """A French ordinal with its ending superscript; unchanged if it is none ("2er", "Ve" of a name)."""
    number, ending = found.groups()
    if ending.startswith(("er", "re")) and number not in ("1", "I"):
        return found.group(0)
    if number.isalpha() and len(number) == 1 and number != "I" and ending == "e":
        return found.group(0)
    return f"{number}<sup>{ending}</sup>"


def _any_tag(part: str) -> tuple[str, bool, str]:
    """(name, whether it ends an element, language or "") of a tag; name "" for what is none."""
    found = TAG.match(part)
    if not found:
        return "", False, ""
    lang = _LANG.search(part)
    return found.group(2).lower(), bool(found.group(1)), lang.group(1).lower()[:2] if lang else ""


_short_tag = lru_cache(maxsize=4096)(_any_tag)


def page(markup: str, language: str) -> str:
    """Applies typography to the text nodes of a page, by their `lang`; code and scripts are left alone.

    `markup` must be well-formed HTML, with every non-void element closed.
    """
    out: list[str] = []
    stack: list[tuple[str, str, bool]] = [("", language, False)]
    open_: Counter[str] = Counter()
    before = ""
    for index, part in enumerate(TOKEN.split(markup)):
        _, current, raw = stack[-1]
        if index % 2 == 0:
            if part:
                out.append(part if raw else _node(part, current, before))
                before = unescaped(part[-LONGEST_ENTITY:])[-1:] if part[-1] == ";" else part[-1]
            continue
        out.append(part)
        name, ends, lang = (_short_tag if len(part) <= SHORT else _any_tag)(part)
        if not name:
            continue
        if name not in _INLINE:
            before = ""
        if ends:
            while open_[name]:
                closed = stack.pop()[0]
                open_[closed] -= 1
                if closed == name:
                    break
        elif name not in _WITHOUT_END and not part.endswith("/>"):
            open_[name] += 1
            stack.append((name, lang or current, raw or name in _RAW))
    return "".join(out)
