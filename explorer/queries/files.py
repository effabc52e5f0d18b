"""Names of queries."""

from explorer.user_files import is_slug, slug_of_title
from graph_loader.errors import UsageError, excerpt

LONGEST_NAME = 80


def is_name(name: object) -> bool:
    """True for what a query may be called: lower-case letters and digits, single hyphens between the words."""
    return is_slug(name, LONGEST_NAME)


def checked_name(name: str) -> str:
    """The name, where it is one.

    Raises:
        UsageError: where it is not.
    """
    if not is_name(name):
        raise UsageError(
            f"A query cannot be called {excerpt(name)}. Expected lower-case letters, digits and single hyphens, "
            f"at most {LONGEST_NAME} characters, such as who-signed-what."
        )
    return name


def name_of(title: str) -> str:
    """A name made of the words of a title; of a digest where it has no Latin letter."""
    return slug_of_title(title, LONGEST_NAME - 10, "query")
