"""What the analyses find, as a scene shows it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from explorer.briefings.briefing import Scene, Show
from explorer.briefings.desk import Desk
from explorer.briefings.shown import Shown
from explorer.findings.questions import QUESTIONS
from graph_loader.errors import Fault, InputError, excerpt


def finding_shown(scene: Scene, show: Show, desk: Desk) -> Shown:
    """Ask the analysis that a scene names, and show what it finds.

    Dates of the scene are those of the question where it has none of its own.

    Raises:
        InputError: the question is no question of this analysis.
        CyberatlasError: it cannot be answered as it is asked.
    """
    name = show.source
    question = question_of(scene, name, getattr(show, name))
    match name:
        case "divides":
            from explorer.briefings.showing_divides import divides_shown

            return divides_shown(scene, question, desk)
        case "alliances":
            from explorer.briefings.showing_alliances import alliances_shown

            return alliances_shown(scene, question, desk)
        case "paths":
            from explorer.briefings.showing_paths import paths_shown

            return paths_shown(scene, question, desk)
        case "compare":
            from explorer.briefings.showing_comparison import comparison_shown

            return comparison_shown(scene, question, desk)
    from explorer.briefings.showing_change import change_shown

    return change_shown(scene, question, desk)


def question_of(scene: Scene, name: str, given: Mapping[str, Any]) -> Any:
    """The question that a scene asks of an analysis.

    Raises:
        InputError: with a fault for each key that is wrong.
    """
    asked = dict(given)
    fields = QUESTIONS[name].model_fields
    known = {field.alias or key for key, field in fields.items()}
    dates = {"as_of": scene.at, "from": scene.begin, "to": scene.to}
    if name == "paths":
        dates = {"as_of": scene.at}
    for key, date in dates.items():
        if date and key in known and not asked.get(key):
            asked[key] = date
    try:
        return QUESTIONS[name].model_validate(asked)
    except ValidationError as error:
        place = f"scene {scene.heading!r}: {name}"
        raise InputError(
            [
                Fault(
                    ".".join(map(str, (place, *problem["loc"]))),
                    excerpt(problem["input"]),
                    problem["msg"][:1].lower() + problem["msg"][1:],
                    f"It takes: {', '.join(sorted(known))}." if problem["type"] == "extra_forbidden" else "",
                )
                for problem in error.errors(include_url=False, include_context=False)
            ]
        ) from error
