"""Whole sites of mixtures, through MkDocs, which stops at a link to no page: one here, and as many
as ``PAIDFORBY_SUBSETS_SITES`` says in the nightly workflow."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import seed as seeded

from generator.errors import PaidForByError
from tests.subsets.building import build
from tests.subsets.mixtures import Mixture, Part, mixtures
from tests.subsets.trying import read_in

COUNT = int(os.environ.get("PAIDFORBY_SUBSETS_SITES", "0"))
SEED = os.environ.get("PAIDFORBY_SUBSETS_SEED", "1")
SPANISH = Mixture((Part("fixture snapchat", rows=(0, 1)),), 0, ("es",), is_reviewed=False)


@seeded(int(SEED) + 1)
@settings(
    max_examples=max(COUNT, 1),
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate) if COUNT else (Phase.explicit,),
    suppress_health_check=list(HealthCheck),
)
@example(SPANISH)
@given(mixture=mixtures())
def test_mixture_becomes_a_whole_site(mixture: Mixture) -> None:
    with tempfile.TemporaryDirectory(prefix="paidforby-subset-") as folder:
        try:
            config = read_in(mixture, Path(folder))
        except PaidForByError:
            assume(False)
        site = build(config)
        for name in ("index.html", "explore/index.html", "sponsors/index.html", "sitemap.xml"):
            assert (site / name).is_file(), f"{name} is missing\n{mixture!r}"
