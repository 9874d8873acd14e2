"""What the data package says of the tables holds for every row of the published archives."""

import pytest

from generator.schema import TABLES
from generator.schema.relations import allowed_values, foreign_keys
from tests.real.conftest import RealStore

pytestmark = pytest.mark.real


@pytest.mark.parametrize("name", TABLES)
def test_fields_with_a_closed_set_of_words_hold_no_other(name: str, real_store: RealStore) -> None:
    for field in TABLES[name].names:
        words = allowed_values(name, field)
        if words:
            found = {value for (value,) in real_store.query(f"SELECT DISTINCT {field} FROM {name}")}
            assert found <= set(words), (name, field)


@pytest.mark.parametrize("name", TABLES)
def test_every_reference_leads_to_a_row(name: str, real_store: RealStore) -> None:
    for key in foreign_keys(TABLES[name]):
        pairs = zip(key.fields, key.their_fields, strict=True)
        same = " AND ".join(f"a.{own} = b.{their}" for own, their in pairs)
        known = " AND ".join(f"a.{own} IS NOT NULL" for own in key.fields)
        ((count,),) = real_store.query(
            f"SELECT count(*) FROM {name} a WHERE {known} "
            f"AND NOT EXISTS (SELECT 1 FROM {key.table} b WHERE {same})"
        )
        assert count == 0, (name, key)


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique_and_bounds_and_counts_not_negative(
    name: str, real_store: RealStore
) -> None:
    table = TABLES[name]
    ((rows, keys),) = real_store.query(
        f"SELECT count(*), count(DISTINCT ({', '.join(table.key)})) FROM {name}"
    )
    assert rows == keys
    for field in table.names:
        if field.endswith(("_lo", "_hi", "_count")):
            ((least,),) = real_store.query(f"SELECT min({field}) FROM {name}")
            assert least is None or least >= 0, (name, field)
