"""Files of queries that the tests share."""

STATEMENT = """MATCH (s:State)-[t:SUPPORTS|SIGNED]->(a:Agreement {id: $agreement})
WHERE t.start >= $since // and not before
RETURN s.name AS state, s.id AS state_id, count(*) AS ties
ORDER BY state"""

HEADER = '''// title = "Who supports a text?"
// category = "Agreements"
// description = """
// States that support or signed it. "Support" is
// a promise.
//
// Nothing is said of others."""
// shows = "chart"
// timeout = 5
// rows = 200
// applies_to = ["Agreement"]
//
// [parameters.agreement]
// label = "The text"
// type = "entity"
// kinds = ["Instrument"]
// default = "agreement:paris-call"
//
// [parameters.since]
// label = "Since"
// type = "date"
// default = "2000"
//
// [columns]
// state = "The state's name"
// state_id = "Its id"
// ties = "How many ties"
//
// [chart]
// kind = "bar"
// x = "state"
// y = "ties"
'''

WHOLE = f"{HEADER}{STATEMENT}\n"


def simple(statement: str, parameters: str = "", columns: str = 'n = "A number"', title: str = "What?") -> str:
    """A file with little in its header; `parameters` and `columns` are TOML."""
    toml = f'title = "{title}"\ncategory = "Tests"\ndescription = "Some."\n{parameters}\n[columns]\n{columns}'
    return "".join(f"// {line}\n" for line in toml.split("\n")) + statement
