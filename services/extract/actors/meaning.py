"""What a phrase means: the result that the rules pass around before it becomes a mention."""

from dataclasses import dataclass, replace

from schemas.plover import Sector


@dataclass(frozen=True, slots=True)
class Meaning:
    """kind: person, group, organisation, state, pronoun, thing. open: no country in the phrase; the article may tell.

    plural, base (head word, folded) and aliases (head words of what stands beside a name) serve reference.
    """

    kind: str
    name: str | None = None
    country: str | None = None
    sector: Sector | None = None
    others: tuple[Sector, ...] = ()
    title: str | None = None
    open: bool = False
    plural: bool = False
    base: str = ""
    aliases: tuple[str, ...] = ()

    def at(self, country: str | None) -> "Meaning":
        """The same party with the country that its surroundings give."""
        return replace(self, country=country, open=False) if country and not self.country else self


THING = Meaning("thing")
