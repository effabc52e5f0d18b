"""What a line between two entities says: whether its ties join the two or divide them, and which way they run."""

from typing import Literal

Stance = Literal["joins", "divides", "neither", "both"]
Arrows = Literal["none", "source", "target", "both"]

STANCES: dict[Stance, str] = {
    "joins": "joins the two",
    "divides": "divides the two",
    "both": "joins and divides",
    "neither": "does neither",
}
