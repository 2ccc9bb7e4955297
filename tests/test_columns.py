import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.engine.columns import batch

SCHEMA = pa.schema(
    [
        ("number", pa.int32()),
        ("weight", pa.float64()),
        ("name", pa.string()),
        ("hashes", pa.list_(pa.int64())),
    ]
)
ROWS = st.fixed_dictionaries(
    {
        "number": st.integers(-(2**31), 2**31 - 1),
        "weight": st.floats(allow_nan=False),
        "name": st.text(st.characters(codec="utf-8")),
        "hashes": st.lists(st.integers(-(2**63), 2**63 - 1)).map(lambda made: np.array(made, np.int64)),
    }
)


@settings(deadline=None)  # pyarrow looks for pandas the first time
@given(st.lists(ROWS, max_size=5))
def test_a_batch_holds_what_pyarrow_makes_of_the_same_rows(rows: list[dict[str, object]]) -> None:
    plain = [{**row, "hashes": list(row["hashes"])} for row in rows]  # type: ignore[call-overload]
    made = batch(rows, SCHEMA)
    made.validate(full=True)
    assert made.equals(pa.RecordBatch.from_pylist(plain, SCHEMA))


@pytest.mark.parametrize(
    "row",
    [
        # what a row lacks is null
        {"name": "a"},
        {"number": 1, "weight": None, "name": None, "hashes": None},
        # a list as Python has it
        {"number": 1, "weight": 0.5, "name": "a", "hashes": [1, 2]},
    ],
)
def test_what_is_no_plain_buffer_goes_in_as_well(row: dict[str, object]) -> None:
    assert batch([row], SCHEMA).equals(pa.RecordBatch.from_pylist([row], SCHEMA))


def test_a_number_that_is_none_stays_one() -> None:
    assert math.isnan(batch([{"weight": math.nan}], SCHEMA).column("weight")[0].as_py())
