"""`paidforby explain` finds the counts of changes again, from the rows and without the history."""

from generator.explain.changes import removal_figures, step_figures
from generator.history.history import History
from generator.store.tables import Store


def test_counts_of_every_pair_are_found_again(written_store: Store, history: History) -> None:
    found = {
        (step.id, label): (shown, again)
        for step in history.steps.steps
        for label, shown, again, _, _ in step_figures(written_store, history, step)
    }
    assert {key: value for key, value in found.items() if value[0] != value[1]} == {}
    newest = {
        label: shown for (step, label), (shown, _) in found.items() if step.endswith("-10-01")
    }
    assert newest == {
        "Ads, earlier copy": "5",
        "Ads, later copy": "5",
        "2 new ads": "2",
        "2 ads no longer listed": "2",
    }


def test_removals_are_found_again_with_their_rows(written_store: Store, history: History) -> None:
    found = list(removal_figures(written_store, history))
    assert [(shown, again) for _, shown, again, _, _ in found] == [("1", "1"), ("1", "1")]
    assert [row["payer_name"] for *_, rows in found for row in rows] == [
        "Fictional Payer 03", "Made-up Three",
    ]  # fmt: skip
