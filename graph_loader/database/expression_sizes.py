"""How large a value an expression of a plan can make, and how often its loops can turn: estimates from above.

Loops inside one expression (reduce, any, all, none, single, list comprehensions) and strings or lists that are built
in one do not heed a time limit: the server looks at the clock between rows only. So they are judged beforehand. What
comes from the data is taken to be of an ordinary size; what is collected, of many rows.
"""

from collections.abc import Callable, Mapping, Sequence

from graph_loader.database.plan_text import Group, Item, Word, has, split
from graph_loader.database.value_sizes import ONE, STORED, Size, entry, larger, listed, together
from graph_loader.errors import StatementRefusedError

LONGEST_RANGE = 20_000
COLLECTED = 100_000  # rows in what is collected, for the turns of loops over it
KEPT = 10_000  # the same for the weight of what is made of it: the server itself limits what can be collected
MOST_TURNS = 1_000_000_000  # of the loops of one expression together
MOST_WEIGHT = 100_000_000  # characters and entries of one value
DEEPEST_LOOPS = 3

_COMPARISONS = (
    "=",
    "<>",
    "<",
    ">",
    "<=",
    ">=",
    "=~",
    "AND",
    "OR",
    "XOR",
    "NOT",
    "IN",
    "IS",
    "STARTS",
    "ENDS",
    "CONTAINS",
)
_PREDICATES = ("ANY", "ALL", "NONE", "SINGLE")
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT")
_NORMAL_FORM = 18  # a character can become this many under NFKD
_COUNTED = ("+", "-")


class Sizes:
    """Sizes of expressions, given those of variables and parameters.

    `literal` is the most that a literal of the statement can hold, `largest` the most that its whole numbers can come
    to, `numbers` the parameters that are whole numbers; a parameter in neither mapping was not given.
    """

    def __init__(
        self, literal: int, largest: float, parameters: Mapping[str, Size], numbers: Mapping[str, float]
    ) -> None:
        self.variables: dict[str, Size] = {}
        self._literal = Size(literal, literal, literal)
        self._largest = largest
        self._parameters = parameters
        self._numbers = numbers
        self._loops = 0

    def note(self, variable: str, size: Size) -> None:
        """Remember a variable; where two share a name, the larger counts."""
        self.variables[variable] = larger(self.variables.get(variable, size), size)

    def of(self, items: Sequence[Item], turns: float = 1) -> Size:
        """The size of an expression that is evaluated `turns` times.

        Raises:
            StatementRefusedError: a loop in it turns too often, or a value becomes too large.
        """
        if has(items, *_COMPARISONS):
            for part in split(items, *_COMPARISONS):
                self.of(part, turns)
            return ONE
        sizes: list[Size] = []
        place = 0
        while place < len(items):
            place = self._take(items, place, turns, sizes)
        return self._allowed(together(sizes))

    def _take(self, items: Sequence[Item], place: int, turns: float, sizes: list[Size]) -> int:
        """Add the size of the part that begins at `place`, and return where the next one begins."""
        item = items[place]
        following = items[place + 1] if place + 1 < len(items) else None
        if isinstance(item, Group):
            if sizes and item.bracket == "[" and _valued(items[place - 1]):
                self.of(item.items, turns)
                sizes[-1] = sizes[-1] if has(item.items, "..") else larger(entry(sizes[-1]), STORED)
            else:
                sizes.append(self._group(item, turns))
            return place + 1
        if item.kind == "name" and isinstance(following, Group) and following.bracket in "({":
            sizes.append(self._call(item.text.upper(), following, turns))
            return place + 2
        if item.is_word(".") and isinstance(following, Word):
            if sizes:
                sizes[-1] = larger(sizes[-1], STORED)
            return place + 2
        sizes += self._word(item)
        return place + 1

    def _word(self, word: Word) -> list[Size]:
        """The size of a word that is a value; none of a keyword or an operator."""
        if word.kind == "parameter":
            return [self._parameter(word.text)]
        if word.kind == "string":
            return [Size(len(word.text), 1, len(word.text))]
        if word.kind == "name" and not word.is_word("AS", "WHERE", "ASC", "DESC", "DISTINCT", "NULL", "TRUE", "FALSE"):
            return [self.variables.get(word.text, STORED)]
        return [ONE] if word.kind == "number" else []

    def _parameter(self, name: str) -> Size:
        given = self._parameters.get(name, ONE)
        if not name.startswith("auto") or name.startswith(("autoint", "autodouble", "autobool")):
            return given
        return larger(given, self._literal)  # the caller may have one of the same name

    def _group(self, group: Group, turns: float) -> Size:
        if group.bracket == "[" and _looped(group.items):
            variable, rest = group.items[0], group.items[2:]
            projected = split(rest, "|")
            return self._loop(variable, projected[0], projected[1:], turns, comprehension=True)
        if group.bracket == "CASE":
            return self._case(group.items, turns)
        parts = split(group.items, ",")
        sizes = [self.of(part, turns) for part in parts if part]
        if group.bracket == "(" or not sizes:
            return together(sizes)
        return self._allowed(listed(sizes))

    def _case(self, items: Sequence[Item], turns: float) -> Size:
        results: list[Size] = []
        for part in split(items, "WHEN"):
            condition, *rest = split(part, "THEN", "ELSE")
            self.of(condition, turns)
            results += [self.of(result, turns) for result in rest]
        return larger(ONE, *results)

    def _call(self, function: str, group: Group, turns: float) -> Size:
        if group.bracket == "{":
            return self._braces(function, group, turns)
        arguments = split(group.items, ",")
        if function in _PREDICATES and _looped(group.items):
            self._loop(group.items[0], group.items[2:], [], turns)
            return ONE
        if function == "REDUCE" and len(arguments) > 1 and _looped(arguments[1]):
            return self._reduce(arguments, turns)
        sizes = [self.of(argument, turns) for argument in arguments if argument]
        if function == "RANGE":
            return self._range(arguments)
        if function in ("SIZE", "LENGTH", "COUNT", "SUM", "AVG", "MIN", "MAX"):
            return sizes[0] if function in ("MIN", "MAX") and sizes else ONE
        if function == "COLLECT":
            whole = sizes[0].whole if sizes else 1
            return Size(COLLECTED, whole, min(KEPT * whole, MOST_WEIGHT / 10))
        if function == "REPLACE" and len(sizes) == 3:
            whole = sizes[0].whole * max(1, sizes[2].whole)
            return self._allowed(Size(whole, 1, whole))
        if function == "NORMALIZE":
            return self._allowed(Size(*(_NORMAL_FORM * number for number in together(sizes))))
        return self._allowed(together([*sizes, Size(40, 1, 40)]))

    def _braces(self, function: str, group: Group, turns: float) -> Size:
        """A subquery, or the map that is made of a variable."""
        if function in _SUBQUERIES:
            for part in split(group.items, "WHERE", "MATCH", "RETURN", "WITH", "UNWIND", ","):
                self.of(part, turns)
            return ONE if function != "COLLECT" else Size(COLLECTED, STORED.whole, KEPT * STORED.whole)
        return listed([STORED, *(self.of(part, turns) for part in split(group.items, ","))])

    def _range(self, arguments: Sequence[Sequence[Item]]) -> Size:
        length = sum(self._magnitude(argument) for argument in arguments[:2])
        literal = all(self._is_literal(argument) for argument in arguments[:2])
        length = 1 + (min(length, self._largest) if literal else length)
        if length > LONGEST_RANGE:
            raise StatementRefusedError(
                "The statement makes a long list with range(). Its bounds may be whole numbers, parameters and sizes "
                "of lists, added or subtracted; all whole numbers of the statement together may come to "
                f"{LONGEST_RANGE:,}. Write larger ones, and what is multiplied, as parameters."
            )
        return Size(length, 1, length)

    def _magnitude(self, items: Sequence[Item]) -> float:
        """The largest that a bound of range() can be: numbers, sizes, and these added and subtracted; else endless."""
        total = 0.0
        place = 0
        while place < len(items):
            item = items[place]
            following = items[place + 1] if place + 1 < len(items) else None
            if isinstance(item, Word) and item.is_word("SIZE", "LENGTH") and isinstance(following, Group):
                total += min(self.of(following.items).length, LONGEST_RANGE / 2)
                place += 1
            elif isinstance(item, Group) and item.bracket == "(":
                total += self._magnitude(item.items)
            elif isinstance(item, Word) and item.kind == "parameter":
                total += max(self._numbers.get(item.text, 0), self._largest if item.text.startswith("auto") else 0)
            elif isinstance(item, Word) and item.kind == "number" and item.text.isdigit():
                total += int(item.text[:30])
            elif not (isinstance(item, Word) and item.is_word(*_COUNTED)):
                return float("inf")
            place += 1
        return total

    def _is_literal(self, items: Sequence[Item]) -> bool:
        """True for a whole number that the planner has put into a parameter of its own."""
        if len(items) != 1 or not isinstance(items[0], Word):
            return False
        return items[0].text.startswith("autoint_") and items[0].text not in self._numbers

    def _loop(
        self, variable: Item, rest: Sequence[Item], projected: Sequence[Sequence[Item]], turns: float,
        *, comprehension: bool = False,
    ) -> Size:  # fmt: skip
        looped, *conditions = split(rest, "WHERE")
        over = self.of(looped, turns)
        within = self._turned(turns, over)

        def body() -> Size:
            for condition in conditions:
                self.of(condition, within)
            return self.of(projected[0], within) if projected else entry(over)

        made = self._inside({_name(variable): entry(over)}, body)
        if not comprehension:
            return ONE
        return self._allowed(Size(over.length, made.whole, min(over.length, KEPT) * made.whole))

    def _reduce(self, arguments: Sequence[Sequence[Item]], turns: float) -> Size:
        """The accumulator after as many turns as the list is long: it may grow by a sum, not by a factor."""
        first, second = arguments[0], arguments[1]
        accumulator = _name(first[0])
        begun = self.of(first[2:], turns)
        looped, *bodies = split(second[2:], "|")
        over = self.of(looped, turns)
        within = self._turned(turns, over)

        def after(size: Size) -> Size:
            return self._inside(
                {accumulator: size, _name(second[0]): entry(over)},
                lambda: self.of(bodies[0], within) if bodies else ONE,
            )

        low, high = after(Size(1000, 1, 1000)).whole, after(Size(3000, 1, 3000)).whole
        factor = (high - low) / 2000
        if factor > 1.01:
            raise StatementRefusedError(
                f"reduce() makes {accumulator} grow by a multiple of itself with each turn; it may only add to it."
            )
        whole = begun.whole + min(over.length, KEPT) * max(0.0, low - 1000 * factor)
        return self._allowed(Size(whole, max(begun.item, low), whole))

    def _turned(self, turns: float, over: Size) -> float:
        turned = turns * max(1.0, over.length)
        if turned > MOST_TURNS or self._loops >= DEEPEST_LOOPS:
            raise StatementRefusedError(
                "The statement loops over long lists inside one another (reduce, any, all, none, single, [x IN ...]); "
                "a time limit would not end that. Use UNWIND, or MATCH with WHERE, in place of the inner loop."
            )
        return turned

    def _inside(self, variables: Mapping[str, Size], body: Callable[[], Size]) -> Size:
        """The size of a loop's body, in which these variables stand for something else than outside."""
        before = dict(self.variables)
        self.variables.update(variables)
        self._loops += 1
        try:
            return body()
        finally:
            self._loops -= 1
            self.variables = before

    def _allowed(self, size: Size) -> Size:
        if size.whole > MOST_WEIGHT:
            raise StatementRefusedError(
                "The statement builds up a value that could grow past "
                f"{MOST_WEIGHT:,} characters or entries; build a smaller one."
            )
        return size


def _valued(item: Item) -> bool:
    """True for the end of a value, so that `[` after it takes something out of it."""
    return isinstance(item, Group) or item.kind != "sign"


def _looped(items: Sequence[Item]) -> bool:
    """True for `x IN list ...`, which begins a loop."""
    second = items[1] if len(items) > 2 else None
    first = items[0] if items else None
    return isinstance(first, Word) and first.kind == "name" and isinstance(second, Word) and second.is_word("IN")


def _name(item: Item) -> str:
    return item.text if isinstance(item, Word) else ""
