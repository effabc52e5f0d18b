"""docker-compose.yml, Dockerfile, .dockerignore and .env.example, as far as they can be tried without an engine."""

import ast
import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from typer.core import TyperGroup

from explorer.cli import main as command
from graph_loader.database.connection import open_database, refused_by_configuration
from graph_loader.database.local_server import LocalServer, configuration
from graph_loader.errors import DatabaseError
from graph_loader.settings import Settings

REPOSITORY = Path(__file__).parents[2]
COMPOSE = REPOSITORY / "docker-compose.yml"
OURS = ("loader", "explorer")
PINNED = re.compile(r"[a-z0-9/._-]+:(?!latest)[a-z0-9._-]*\d+\.\d+\.\d+[a-z0-9._-]*(@sha256:[0-9a-f]{64})?")
VARIABLE = re.compile(r"(?<!\$)\$(?:(\w+)|\{(\w+)([^}]*)\})")

SERVICE_KEYS = {
    "build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "logging", "networks",
    "ports", "read_only", "restart", "security_opt", "stop_grace_period", "tmpfs", "user", "volumes",
}  # fmt: skip
HEALTH_KEYS = {"test", "interval", "timeout", "retries", "start_period"}

# Names of the image that are no settings of the server.
IMAGE_NAMES = {"NEO4J_AUTH"}
# What the local server needs and a container does not: places on this machine, the image's own log files, and the
# lock after wrong passwords, which a password chosen by a person should have.
LOCAL_ONLY = {
    "server.default_listen_address",
    "server.default_advertised_address",
    "server.bolt.listen_address",
    "server.bolt.advertised_address",
    "server.bolt.tls_level",
    "dbms.security.auth_max_failed_attempts",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration",
    "internal.dbms.bolt.netty_server_shutdown_timeout",
    "server.logs.gc.enabled",
    "server.logs.config",
    "server.logs.user.config",
}
LARGE_MACHINE = 64 << 30  # bytes: the memory limits of the compose file are those of a machine that has enough


@cache
def compose() -> Any:
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


def service(name: str) -> Any:
    return compose()["services"][name]


def server_settings() -> dict[str, str]:
    """The settings that the image makes of its environment: NEO4J_a_b__c is a.b_c."""
    return {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): str(value)
        for name, value in service("neo4j")["environment"].items()
        if name not in IMAGE_NAMES
    }


def instructions() -> list[tuple[str, str]]:
    """(instruction, arguments) of the Dockerfile, with continued lines joined."""
    text = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def arguments_of(word: str) -> list[str]:
    return [rest for found, rest in instructions() if found == word]


# The compose file -----------------------------------------------------------------------------------------------


def test_only_known_keys_are_used() -> None:
    assert set(compose()) == {"name", "x-hardened", "x-cyberatlas", "services", "networks", "volumes"}
    for name, declared in compose()["services"].items():
        assert set(declared) <= SERVICE_KEYS, name
        assert set(declared.get("healthcheck", {})) <= HEALTH_KEYS, name


def test_a_compose_program_accepts_the_file() -> None:
    program = shutil.which("docker-compose") or shutil.which("docker")
    call = [program] if program and program.endswith("docker-compose") else [program, "compose"]
    if program is None or subprocess.run([*call, "version"], capture_output=True, check=False).returncode:
        pytest.skip("there is no docker compose on this machine")
    environment = os.environ | {"NEO4J_PASSWORD": "only-for-this-test"}
    done = subprocess.run(
        [*call, "-f", str(COMPOSE), "config", "--format", "json"],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert set(json.loads(done.stdout)["services"]) == {"neo4j", *OURS}, done.stderr


def test_what_is_named_is_declared() -> None:
    for name, declared in compose()["services"].items():
        assert set(declared["networks"]) <= set(compose()["networks"]), name
        assert set(declared.get("depends_on", {})) <= set(compose()["services"]), name
        assert {volume.split(":")[0] for volume in declared.get("volumes", [])} <= set(compose()["volumes"]), name


def test_every_image_is_pinned() -> None:
    stages = {rest.split()[-1] for rest in arguments_of("FROM") if " AS " in rest}
    images = [declared["image"] for declared in compose()["services"].values()]
    images += [rest.split()[0] for rest in arguments_of("FROM") if rest.split()[0] not in stages]
    assert [image for image in images if not PINNED.fullmatch(image)] == []
    assert len(set(arguments_of("FROM")[0].split()[:1] + arguments_of("FROM")[1].split()[:1])) == 1


def test_the_image_of_the_database_is_the_release_that_the_local_server_runs(settings: Settings) -> None:
    version = LocalServer(settings.home, settings.cache).jars.lock.version
    assert service("neo4j")["image"] == f"neo4j:{version}-community"


def test_our_image_carries_the_version_of_the_project() -> None:
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert {service(name)["image"] for name in OURS} == {f"cyberatlas:{version}"}


def test_there_is_no_default_password() -> None:
    given = [
        value
        for declared in compose()["services"].values()
        for name, value in declared["environment"].items()
        if name in ("NEO4J_AUTH", "NEO4J_PASSWORD")
    ]
    assert len(given) == 3
    for value in given:
        assert re.fullmatch(r"(neo4j/)?\$\{NEO4J_PASSWORD:\?[^}]+\}", value)
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    assert re.findall(r"^(?:# )?NEO4J_PASSWORD=(.*)$", example, re.MULTILINE) == ["", ""]


def test_every_variable_is_in_the_example() -> None:
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    documented = set(re.findall(r"^(?:# )?([A-Z0-9_]+)=", example, re.MULTILINE))
    used = {plain or braced for plain, braced, _ in VARIABLE.findall(COMPOSE.read_text(encoding="utf-8"))}
    assert used
    assert used <= documented


def test_the_example_names_every_setting_and_no_other() -> None:
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    documented = set(re.findall(r"^(?:# )?([A-Z0-9_]+)=", example, re.MULTILINE))
    known = {
        str(field.validation_alias or f"CYBERATLAS_{name}".upper()) for name, field in Settings.model_fields.items()
    }
    assert documented == known


def test_what_runs_is_confined() -> None:
    for name, declared in compose()["services"].items():
        assert declared["cap_drop"] == ["ALL"], name
        assert declared["security_opt"] == ["no-new-privileges:true"], name
        assert int(declared["user"].split(":")[0]) > 0, name
        assert "privileged" not in declared, name
    for name in OURS:
        assert service(name)["read_only"] is True
        assert service(name)["tmpfs"][0].startswith("/tmp")


def test_only_the_page_is_published_and_only_on_this_machine() -> None:
    published = {name: declared["ports"] for name, declared in compose()["services"].items() if "ports" in declared}
    assert list(published) == ["explorer"]
    assert all(port.startswith("127.0.0.1:") and port.endswith(":8050") for port in published["explorer"])
    assert compose()["networks"]["database"]["internal"] is True
    assert service("neo4j")["networks"] == service("loader")["networks"] == ["database"]


def test_services_wait_for_each_other() -> None:
    assert service("loader")["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert service("explorer")["depends_on"]["loader"] == {"condition": "service_completed_successfully"}
    assert service("loader")["restart"] == "no"
    for name in ("neo4j", "explorer"):
        assert {"test", "interval", "timeout", "retries"} <= set(service(name)["healthcheck"]), name


def test_the_health_check_of_the_page_is_python_that_asks_for_its_health() -> None:
    words = service("explorer")["healthcheck"]["test"]
    assert words[:3] == ["CMD", "python", "-c"]
    ast.parse(words[3])
    assert "http://127.0.0.1:8050/healthz" in words[3]


def test_the_health_check_of_the_database_logs_in_with_its_own_password(tmp_path: Path) -> None:
    """Run by a shell as the image would run it, with a cypher-shell that only says what it was given."""
    kind, line = service("neo4j")["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    stand_in = tmp_path / "cypher-shell"
    stand_in.write_text('#!/bin/sh\necho "$NEO4J_USERNAME $NEO4J_PASSWORD $*"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "NEO4J_AUTH": "neo4j/a-b_c9"}
    done = subprocess.run(
        ["sh", "-c", line.replace("$$", "$")], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout == "neo4j a-b_c9 RETURN 1\n"


# The settings of the database -----------------------------------------------------------------------------------


def test_no_name_is_taken_for_a_setting_that_is_none() -> None:
    """The image makes a setting of every other name with this prefix, and the server then refuses to start."""
    names = set(service("neo4j")["environment"]) - IMAGE_NAMES
    assert all(name.startswith("NEO4J_") and name.removeprefix("NEO4J_").lower() for name in names)
    assert not names & {"NEO4J_PASSWORD", "NEO4J_USERNAME", "NEO4J_URI", "NEO4J_DATABASE"}


def test_the_database_is_closed_as_the_local_server_is() -> None:
    local = configuration.settings(7687, configuration.memory_limits(LARGE_MACHINE))
    expected = {name: value for name, value in local.items() if name not in LOCAL_ONLY}
    assert {name: server_settings().get(name) for name in expected} == expected


def test_a_real_server_starts_with_these_settings_and_is_closed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Strict validation is on: one unknown name or wrong value, and it would not start."""
    if not settings.local:
        pytest.skip("the test is about a server of its own, and NEO4J_URI names another database")
    own = configuration.settings

    def of_the_compose_file(port: int, memory: configuration.Memory) -> dict[str, str]:
        here = {name: value for name, value in own(port, memory).items() if name in LOCAL_ONLY}
        return server_settings() | here

    monkeypatch.setattr(configuration, "settings", of_the_compose_file)
    server = LocalServer(tmp_path / "home", settings.cache, settings.maven_repository)
    try:
        with open_database(server.start().address) as database:
            in_force = {
                row["name"]: row["value"] for row in database.read("SHOW SETTINGS YIELD name, value RETURN name, value")
            }
            visible = {name for name in server_settings() if not name.startswith("internal.")}
            assert visible - set(in_force) == set()
            assert in_force["server.http.enabled"] == "false"
            for address in ("file:///etc/hostname", "http://127.0.0.1:9/"):
                with pytest.raises(DatabaseError) as refused:
                    database.read("LOAD CSV FROM $address AS row RETURN row", {"address": address}, timeout=5)
                assert refused_by_configuration(refused.value), address
    finally:
        server.reset()


# The image ------------------------------------------------------------------------------------------------------


def test_the_entry_point_is_a_command_of_the_project() -> None:
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    (entry_point,) = arguments_of("ENTRYPOINT")
    assert [word in scripts for word in json.loads(entry_point)] == [True]


@pytest.mark.parametrize("name", OURS)
def test_the_arguments_of_each_service_are_understood(name: str) -> None:
    group = typer.main.get_command(command)
    assert isinstance(group, TyperGroup)
    first, *rest = service(name)["command"]
    with group.commands[first].make_context(first, list(rest)) as context:
        given = context.params
    if name == "explorer":
        assert (given["host"], given["load"], given["port"]) == ("0.0.0.0", False, None)
    else:
        assert given["wait"] == 600


def test_the_image_runs_as_the_user_that_the_services_name() -> None:
    (user,) = arguments_of("USER")
    assert {service(name)["user"] for name in OURS} == {user}
    (added,) = [rest for rest in arguments_of("RUN") if rest.startswith("useradd ")]
    words = shlex.split(added)  # a user without a name cannot load: the lock on the graph says who holds it
    assert words[words.index("--uid") + 1] == user.split(":")[0]
    assert "--user-group" in words
    assert "NEO4J_PASSWORD" not in (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")


def sent(path: str) -> bool:
    """Whether .dockerignore lets a path of the repository into the build: the last pattern that fits decides."""
    decided = True
    for line in (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.strip().removeprefix("!")
        if not pattern or pattern.startswith("#"):
            continue
        parts = path.split("/")
        whole = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        candidates = parts if pattern.startswith("**/") else whole
        if any(fnmatch.fnmatchcase(candidate, pattern.removeprefix("**/")) for candidate in candidates):
            decided = line.startswith("!")
    return decided


def test_what_is_copied_exists_and_is_sent() -> None:
    sources = [
        source
        for rest in arguments_of("COPY")
        if not rest.startswith("--from")
        for source in shlex.split(rest)[:-1]
    ]  # fmt: skip
    assert {"requirements.txt", "pyproject.toml", "graph_loader", "explorer", "datasets", "cypher"} <= set(sources)
    for source in sources:
        assert (REPOSITORY / source).exists(), source
        assert sent(source), source
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = [*wheel["packages"], *wheel["force-include"], project["project"]["readme"]]
    assert set(needed) <= set(sources)


@pytest.mark.parametrize(
    "path", [".env", ".git/config", ".venv/bin/python", "tests/conftest.py", "graph_loader/__pycache__/cli.pyc"]
)
def test_what_is_private_or_dead_is_not_sent(path: str) -> None:
    assert not sent(path)


def test_the_project_installs_as_the_image_does_and_brings_its_datasets(tmp_path: Path) -> None:
    install = [rest for rest in arguments_of("RUN") if rest.endswith(" .")]
    assert len(install) == 1
    options = [word for word in shlex.split(install[0]) if word.startswith("--")]
    assert options == ["--no-deps", "--no-build-isolation"]

    build = tmp_path / "build"
    for rest in arguments_of("COPY"):
        for source in shlex.split(rest)[:-1]:
            if not rest.startswith("--from"):
                _copy(REPOSITORY / source, build / source)
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", *options, "--no-index", "--target", str(site), str(build)], check=True)
    environment = os.environ | {"PYTHONPATH": str(site)}
    question = (
        "import json, explorer, graph_loader.content as c;"
        "names = [sorted(p.name for p in c.shipped(f).glob('*')) for f in ('datasets', 'cypher')];"
        "print(json.dumps([c.__file__, *names]))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    module, *shipped = json.loads(answer.stdout)
    assert Path(module).is_relative_to(site)
    assert shipped == [sorted(path.name for path in (REPOSITORY / name).iterdir()) for name in ("datasets", "cypher")]
    (script,) = [path for path in (site / "bin").iterdir() if path.name.startswith("cyberatlas")]
    checked = subprocess.run(
        [sys.executable, str(script), "check", "states"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "no fault found" in checked.stdout


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
