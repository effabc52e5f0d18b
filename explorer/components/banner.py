"""What is said across the page when something fails."""

from dash import html


def database_away(reason: str) -> html.Div:
    """That the database does not answer, what happens next, and what the database layer says about it."""
    return html.Div(
        [
            html.Strong("The database does not answer. "),
            "What you see stays; new things cannot be shown until it is back. The page tries again every few seconds.",
            html.Details([html.Summary("Details"), html.P(reason)]),
        ],
        className="banner",
    )


def something_wrong(reason: str) -> html.Div:
    """That an action failed while the database answers, and why; `reason` may be empty."""
    told = reason or "The reason was written to the log; the rest of the page still works."
    return html.Div([html.Strong("This did not work. "), told], className="banner")
