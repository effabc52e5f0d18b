"""What the local server is told: `neo4j.conf`, its logs and the options of the Java runtime."""

from dataclasses import dataclass
from pathlib import Path

from graph_loader.database.local_server.files import make_private_folder, write_private

LOOPBACK = "127.0.0.1"
MAIN_CLASS = "org.neo4j.server.Neo4jCommunity"
MEBIBYTE = 1 << 20
NOWHERE = f"http://{LOOPBACK}:9"  # the discard port: nothing listens there

# The server opens these packages of the runtime by reflection.
OPENED_PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


@dataclass(frozen=True)
class Memory:
    """Upper limits in MiB: Java heap, page cache, all transactions together, one transaction."""

    heap: int
    page_cache: int
    transactions: int
    transaction: int


def memory_limits(machine: int) -> Memory:
    """The limits for a machine with `machine` bytes of memory.

    A quarter of it for the heap and an eighth for the page cache, between what the server needs to work at all and
    what a graph of some 100,000 entities ever uses. One transaction has room for a batch of 20,000 rows.
    """
    heap = min(1024, max(512, machine // MEBIBYTE // 4))
    page_cache = min(512, max(64, machine // MEBIBYTE // 8))
    return Memory(heap, page_cache, transactions=heap * 5 // 8, transaction=heap * 3 // 8)


def settings(port: int, memory: Memory) -> dict[str, str]:
    """Every line of `neo4j.conf`."""
    return {
        # Reached from this machine alone, and by Bolt alone.
        "server.default_listen_address": LOOPBACK,
        "server.default_advertised_address": LOOPBACK,
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"{LOOPBACK}:{port}",
        "server.bolt.advertised_address": f"{LOOPBACK}:{port}",
        "server.bolt.tls_level": "DISABLED",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        # The password cannot be guessed, and a lock after wrong ones would let any program lock us out.
        "dbms.security.auth_max_failed_attempts": "0",
        # Statements read no file and call no other host; nor does the server itself.
        "server.directories.import": "import",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        "dbms.usage_report.enabled": "false",
        "internal.dbms.usage_report.udc_network_enabled": "false",
        "server.fleet_discovery.enabled": "false",  # else it announces itself on the local network
        "dbms.fleet_manager.enabled": "false",
        "internal.dbms.fleet_manager.base_url": NOWHERE,
        "server.bolt.telemetry.enabled": "false",
        "client.allow_telemetry": "false",
        # Limits. A statement's own time limit is set by who runs it; this one is for those that set none.
        "server.memory.pagecache.size": f"{memory.page_cache}m",
        "dbms.memory.transaction.total.max": f"{memory.transactions}m",
        "db.memory.transaction.max": f"{memory.transaction}m",
        "db.transaction.timeout": "5m",
        "db.transaction.monitor.check.interval": "500ms",
        "db.transaction.concurrent.maximum": "50",
        "db.lock.acquisition.timeout": "10s",
        # A dead connection is noticed after 10 s; the Bolt server ends as soon as the store is closed.
        "server.bolt.connection_keep_alive": "5s",
        "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
        "internal.dbms.bolt.netty_server_shutdown_timeout": "2s",
        # Small on disk: else an empty store takes 500 MB for its transaction logs.
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.size": "32m",
        "db.tx_log.rotation.retention_policy": "1 files",
        "db.logs.query.enabled": "OFF",
        "server.logs.gc.enabled": "false",
        "server.logs.config": "server-logs.xml",
        "server.logs.user.config": "user-logs.xml",
        # A mistake in this file ends the start with a message, and is not passed over.
        "server.config.strict_validation.enabled": "true",
    }


def write_configuration(server_home: Path, port: int, memory: Memory) -> None:
    """Write `conf/` and the folders that the settings name, under `server_home`."""
    for name in ("conf", "import", "logs"):
        make_private_folder(server_home / name)
    lines = "".join(f"{name}={value}\n" for name, value in settings(port, memory).items())
    write_private(server_home / "conf" / "neo4j.conf", lines)
    write_private(server_home / "conf" / "server-logs.xml", _log_configuration("debug.log", "WARN", {"SecurityLogger"}))
    write_private(server_home / "conf" / "user-logs.xml", _log_configuration("neo4j.log", "INFO", set()))


def configured_port(server_home: Path) -> int | None:
    """The Bolt port in the `neo4j.conf` of the last start, or None where there is none."""
    try:
        text = (server_home / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    for line in text.splitlines():
        name, _, value = line.partition("=")
        if name == "server.bolt.listen_address":
            return int(value.rpartition(":")[2])
    return None


def java_options(server_home: Path, memory: Memory) -> list[str]:
    """The options of the Java runtime, but for the class path."""
    return [
        "-Xms64m",
        f"-Xmx{memory.heap}m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        f"-XX:ErrorFile={server_home / 'logs' / 'java-crash-%p.log'}",
        "-XX:-UsePerfData",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED_PACKAGES),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.awt.headless=true",
        "-Dlog4j2.disable.jmx=true",
    ]


def server_arguments(server_home: Path) -> list[str]:
    """The main class and its arguments, which also tell one server's process from another's."""
    return [MAIN_CLASS, home_argument(server_home), f"--config-dir={server_home / 'conf'}"]


def home_argument(server_home: Path) -> str:
    """The argument that names the home."""
    return f"--home-dir={server_home}"


def _log_configuration(file: str, level: str, extra_loggers: set[str]) -> str:
    """A Log4j configuration: one file of at most 2 MB, and the one before it."""
    loggers = "".join(
        f'<Logger name="{name}" level="INFO" additivity="false"><AppenderRef ref="File"/></Logger>'
        for name in sorted(extra_loggers)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="ERROR">
  <Appenders>
    <RollingRandomAccessFile name="File" fileName="${{config:server.directories.logs}}/{file}"
                             filePattern="$${{config:server.directories.logs}}/{file}.%i">
      <PatternLayout pattern="%d{{yyyy-MM-dd HH:mm:ss.SSSZ}}{{GMT+0}} %-5p %m%n"/>
      <Policies><SizeBasedTriggeringPolicy size="2 MB"/></Policies>
      <DefaultRolloverStrategy fileIndex="min" max="1"/>
    </RollingRandomAccessFile>
  </Appenders>
  <Loggers><Root level="{level}"><AppenderRef ref="File"/></Root>{loggers}</Loggers>
</Configuration>
"""
