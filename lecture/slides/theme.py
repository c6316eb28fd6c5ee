"""The lecture's colours as those of a presentation, so that what is added to it looks alike."""

from typing import TYPE_CHECKING

from scenes.theme import THEMES, Theme

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def paint(deck: "Presentation", name: str) -> None:
    """Give ``deck`` the colours of theme ``name``, and its background."""
    from lxml import etree
    from pptx.dml.color import RGBColor
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = THEMES[name]
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    tree = etree.fromstring(part.blob)
    for slot, color in _slots(theme).items():
        (place,) = tree.iterfind(f".//{{{_A}}}clrScheme/{{{_A}}}{slot}")
        for old in list(place):
            place.remove(old)
        etree.SubElement(place, f"{{{_A}}}srgbClr", val=color[1:].upper())
    tree.set("name", "unrolled")
    # python-pptx reads the theme as it is and has no way to change it.
    part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    fill = deck.slide_master.background.fill
    fill.solid()
    painted: RGBColor = RGBColor(*bytes.fromhex(theme.background[1:]))  # type: ignore[no-untyped-call]
    fill.fore_color.rgb = painted


def _slots(theme: Theme) -> dict[str, str]:
    """What a theme of PowerPoint calls its colours; its text is ``dk1``, its background ``lt1``."""
    return {
        "dk1": theme.text, "lt1": theme.background, "dk2": theme.muted, "lt2": theme.panel,
        "accent1": theme.input, "accent2": theme.state, "accent3": theme.output,
        "accent4": theme.bias, "accent5": theme.activation, "accent6": theme.faint,
        "hlink": theme.input, "folHlink": theme.bias,
    }  # fmt: skip
