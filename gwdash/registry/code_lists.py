"""Closed vocabularies: what is stored, what is shown, how people also write it."""

from dataclasses import dataclass, field

from gwdash.registry.kinds import DEFAULT_SOURCE, RegistryError
from gwdash.registry.text import fold


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a code list: what is stored, what is shown, how people also write it."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed vocabulary; anything outside it is an issue, never a new value."""

    name: str
    label: str
    codes: tuple[Code, ...]
    source: str = DEFAULT_SOURCE
    """The document the words are taken from."""
    explained: tuple[tuple[str, str], ...] = ()
    """Words that people write here and that belong elsewhere, with the sentence saying where."""
    _by_key: dict[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse two codes that can be written alike."""
        keys: dict[str, Code] = {}
        for code in self.codes:
            for word in {fold(w) for w in (code.code, code.label, *code.aliases)}:
                if not word:
                    raise RegistryError(f"{self.name}: empty word in {code.code}")
                if word in keys:
                    raise RegistryError(
                        f"{self.name}: {word} means {keys[word].code} and {code.code}"
                    )
                keys[word] = code
        if not self.source:
            raise RegistryError(f"{self.name}: no source")
        if mixed := {fold(word) for word, _ in self.explained} & set(keys):
            raise RegistryError(f"{self.name}: {mixed} is both a code and explained away")
        object.__setattr__(self, "_by_key", keys)

    def find(self, text: str) -> Code | None:
        """Return the code that `text` names by code, label or alias, else None."""
        return self._by_key.get(fold(text))

    def explain(self, text: str) -> str:
        """Return the sentence on a word that belongs elsewhere, an empty string for none."""
        key = fold(text)
        return next((said for word, said in self.explained if fold(word) == key), "")

    def label_of(self, code: str) -> str:
        """Return the Chinese label of a stored code; raises KeyError for an unknown one."""
        for item in self.codes:
            if item.code == code:
                return item.label
        raise KeyError(code)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the list, for drop-downs and messages."""
        return tuple(item.label for item in self.codes)
