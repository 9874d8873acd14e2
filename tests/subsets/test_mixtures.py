"""Whatever part of the archives somebody has, it becomes a whole site, or one clear sentence.

Drawn at random, and always the same ones here: as many as fit. ``PAIDFORBY_SUBSETS`` is the number
of mixtures (the nightly workflow has many), ``PAIDFORBY_SUBSETS_SEED`` draws others, and after
``PAIDFORBY_SUBSETS_SECONDS`` no further one is begun.
"""

import gc
import os
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.subsets.mixtures import Mixture, mixtures
from tests.subsets.trying import reasons

COUNT = int(os.environ.get("PAIDFORBY_SUBSETS", "12"))
SEED = os.environ.get("PAIDFORBY_SUBSETS_SEED", "1")
SECONDS = float(os.environ.get("PAIDFORBY_SUBSETS_SECONDS", "60"))
_BEGAN: list[float] = []


@seeded(int(SEED))
@settings(
    max_examples=COUNT,
    deadline=None,
    database=None,
    # A smaller mixture that fails as well would take an hour to find, and is found by hand.
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(mixture=mixtures())
def test_any_mixture_of_archives_becomes_a_site_or_one_clear_sentence(mixture: Mixture) -> None:
    now = time.monotonic()
    _BEGAN.append(now)
    if now - _BEGAN[0] > SECONDS:
        return
    with tempfile.TemporaryDirectory(prefix="paidforby-subset-") as folder:
        found = reasons(mixture, Path(folder))
    gc.collect()
    assert found == [], f"\n{mixture!r}\n" + "\n".join(found[:10])
