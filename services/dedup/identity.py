"""Event ids: a hash of what the founding mention says, so that whichever copy comes first the id is the same."""

import hashlib
from collections.abc import Container

from schemas.fields import Actor
from schemas.mention import EventMention
from services.dedup.profile import normalised


def event_id(mention: EventMention, taken: Container[str]) -> str:
    """Id of the cluster that `mention` founds, not among `taken`: 32 hex digits.

    Of block, type, date, place and parties. Where an unlinked cluster has that id (two vague events, alike in all of
    these), of the sentence too; where it has that one too, of the mention's id, which nobody else has.
    """
    when, where = mention.when, mention.where
    fields = [
        mention.block,
        mention.type,
        str((when.start, when.end) if when else mention.published_at.date()),
        str((where.geonameid, where.name, where.country) if where else None),
        *sorted(map(_party, mention.actors)),
        "→",
        *sorted(map(_party, mention.recipients)),
    ]
    for more in ("", normalised(mention.sentence.text), mention.id):
        fields.append(more)
        candidate = hashlib.blake2b("\x1f".join(fields).encode(errors="replace"), digest_size=16).hexdigest()
        if candidate not in taken:
            break
    return candidate


def _party(actor: Actor) -> str:
    return str((actor.country, (actor.name or actor.text).casefold(), actor.sector))
