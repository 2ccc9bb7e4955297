from typing import Any

import pyarrow as pa
import pytest

from rashomon.engine.base import Engine
from rashomon.engine.duck import DuckEngine
from rashomon.errors import EngineError

SCHEMA = pa.schema([("name", pa.string()), ("numbers", pa.list_(pa.int64()))])
ROWS: list[dict[str, Any]] = [
    {"name": "a", "numbers": [1, 2]},
    {"name": "b", "numbers": []},
    {"name": "c", "numbers": [3]},
]


def test_rows_come_back_as_they_went_in(engine: Engine) -> None:
    engine.load("given", iter(ROWS), SCHEMA)
    assert sorted(engine.rows("given"), key=lambda r: str(r["name"])) == ROWS


def test_a_list_explodes_under_the_engines_own_name(engine: Engine) -> None:
    engine.load("given", ROWS, SCHEMA)
    engine.run("flat", f"SELECT name, {engine.dialect.explode}(numbers) AS n FROM given")
    assert sorted((r["name"], r["n"]) for r in engine.rows("flat")) == [("a", 1), ("a", 2), ("c", 3)]


def test_a_table_can_be_made_again(engine: Engine) -> None:
    engine.load("given", ROWS, SCHEMA)
    engine.load("given", ROWS[:1], SCHEMA)
    assert [r["name"] for r in engine.rows("given")] == ["a"]


def test_no_rows_make_an_empty_table(engine: Engine) -> None:
    engine.load("given", [], SCHEMA)
    assert list(engine.rows("given")) == []


def test_refused_sql_is_named_in_the_error(engine: Engine) -> None:
    with pytest.raises(EngineError, match="SELECT nothing FROM nowhere"):
        engine.run("made", "SELECT nothing FROM nowhere")


def test_a_table_is_read_while_another_is_made() -> None:
    from rashomon.engine.duck import DuckEngine

    engine = DuckEngine()
    engine.load("given", ({"name": str(n), "numbers": [n]} for n in range(30_000)), SCHEMA)
    rows = engine.rows("given")
    next(rows)
    engine.run("made", "SELECT COUNT(*) AS n FROM given")
    assert next(engine.rows("made"))["n"] == 30_000
    assert sum(1 for _ in rows) == 29_999
    engine.close()


def test_a_slow_query_prints_nothing_into_a_notebook() -> None:
    engine = DuckEngine()
    engine.run("bar", "SELECT value FROM duckdb_settings() WHERE name = 'enable_progress_bar'")
    assert [row["value"] for row in engine.rows("bar")] == ["false"]
    engine.close()
