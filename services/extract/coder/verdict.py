"""The verdict on a predicate's factuality while its cues are gathered."""

from dataclasses import dataclass, field

from schemas.fields import Factuality

ORDER = (
    Factuality.ASSERTED,
    Factuality.ATTRIBUTED,
    Factuality.PLANNED,
    Factuality.HABITUAL,
    Factuality.HYPOTHETICAL,
    Factuality.NEGATED,
)


@dataclass
class Verdict:
    """factuality with the tokens of its cues; source: head token of who says so."""

    factuality: Factuality = Factuality.ASSERTED
    cues: list[int] = field(default_factory=list)
    source: int | None = None
    weak: bool = False  # hypothetical only because an infinitive of no known verb is: the engine may know better

    def add(self, effect: str | None, cue: int, weak: bool = False) -> None:
        """Take an effect of cues.tsv into account; the strongest wins."""
        if effect in (None, "factual"):
            return
        new = Factuality(effect)
        if ORDER.index(new) > ORDER.index(self.factuality):
            self.factuality, self.weak = new, weak
        self.cues.append(cue)
