"""A coded event with its time, place and numbers: what linking compares and a mention is made of."""

from dataclasses import dataclass, field

from schemas.fields import Basis, When, Where
from services.extract.coder.coded import Coded
from services.extract.document import CasualtyMention, QuantityMention


@dataclass
class Filled:
    """`when` is None where nothing in the text dates the event; where_reason says why `where` is None."""

    event: Coded
    when: When | None
    where: Where | None
    where_reason: str | None
    casualties: list[tuple[CasualtyMention, str | None]] = field(default_factory=list)  # with who claims it
    quantities: list[QuantityMention] = field(default_factory=list)
    elsewhere: bool = False  # "killed three elsewhere": not at the place told before
    inherited: set[str] = field(default_factory=set)  # fields taken over from other mentions of the same event
    scene: dict[str, Coded] = field(default_factory=dict)  # fields taken over from the act told before, with it

    @property
    def dated(self) -> bool:
        """Whether the text itself dates the event."""
        return self.when is not None and self.when.basis is not Basis.PUBLICATION
