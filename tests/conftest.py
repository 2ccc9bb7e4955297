import os
import sys
from collections.abc import Iterator

import pytest

from rashomon.engine.base import Engine


@pytest.fixture(params=["duck", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Every test that takes `engine` runs once on each engine."""
    made: Engine
    if request.param == "duck":
        from rashomon.engine.duck import DuckEngine

        made = DuckEngine()
    else:
        pytest.importorskip("pyspark")
        pytest.importorskip("pandas", reason="pyspark maps Arrow batches through pandas")
        from pyspark.sql import SparkSession

        from rashomon.engine.spark import SparkEngine

        # else a worker runs the system's Python, which lacks our packages
        os.environ["PYSPARK_PYTHON"] = sys.executable
        builder = SparkSession.builder.master("local[2]")
        builder = builder.config("spark.ui.enabled", "false")
        builder = builder.config("spark.sql.shuffle.partitions", "2")
        made = SparkEngine(builder.getOrCreate())
    yield made
    made.close()
