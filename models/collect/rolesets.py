"""PropBank's frame files to rolesets.tsv, one line a roleset: the meaning of what the model predicts.

Columns: roleset; definition; aliases "v:attack n:attack j:… l:make_attack" (l: light-verb construction); roles
"A0=attacker [agent]|A1=…" with VerbNet's role where one is linked; VerbNet classes; FrameNet frames.
"""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from models.collect.repository import Repository

LEFT_OUT = re.compile(r"<example .*?</example>|<note>.*?</note>", re.DOTALL)  # some are not well-formed


def rolesets(clones: Path) -> list[str]:
    """The lines, in the order of the rolesets' names."""
    of, out = Repository(clones, "propbank/propbank-frames"), {}
    for _, text in of.texts(n for n in of.names("frames") if n.endswith(".xml")):
        xml = LEFT_OUT.sub("", text).encode()
        for node in ElementTree.fromstring(xml).iter("roleset"):  # noqa: S314 - a clone that the user made
            out[node.get("id", "")] = line(node)
    return [out[key] for key in sorted(out)]


def line(node: ElementTree.Element) -> str:
    """The line of one roleset."""
    roles = []
    for role in node.iter("role"):
        if role.get("n", "").isdigit():
            linked = next(iter(_links(role, "VerbNet").values()), "")
            roles.append(f"A{role.get('n')}={_clean(role.get('descr'))}" + (f" [{linked}]" if linked else ""))
    aliases = dict.fromkeys(
        f"{alias.get('pos')}:{alias.text.strip()}"
        for alias in node.iter("alias")
        if alias.get("pos", "") in tuple("vnjl") and alias.text and " " not in alias.text.strip()
    )
    cells = (node.get("id", ""), _clean(node.get("name")), " ".join(aliases), "|".join(sorted(roles)))
    return "\t".join((*cells, ",".join(_links(node, "VerbNet")), ",".join(_links(node, "FrameNet"))))


def _links(node: ElementTree.Element, resource: str) -> dict[str, str]:
    """Classes that a roleset or role is linked to, by the newest version of the resource."""
    found: dict[str, dict[str, str]] = {}
    for link in node.iter("lexlink" if node.tag == "roleset" else "rolelink"):
        if link.get("resource") == resource:
            found.setdefault(link.get("version", ""), {})[link.get("class", "")] = (link.text or "").strip()
    return found[max(found)] if found else {}


def _clean(text: str | None) -> str:
    return re.sub(r"[\s|]+", " ", text or "").strip()
