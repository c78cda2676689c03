"""Tasks given to several actors are found in the paper, by notion, and in measures of different plans."""

from datetime import date

import pytest

from kg.analyse.shared_tasks import SharedTask, shared_tasks
from kg.pipeline import open_data
from kg.store import Context


def keys(task: SharedTask) -> tuple[set[str], set[str]]:
    return ({actor.rsplit("/", 1)[1] for actor in task.actors}, {s.rsplit("/", 1)[1] for s in task.statements})


@pytest.fixture(scope="module")
def paper() -> list[SharedTask]:
    return shared_tasks(open_data("helsinki", sources=["seed"], context=Context(as_of=date(2014, 6, 1))))


@pytest.mark.parametrize(
    ("notion", "statements"),
    [
        ("O5", {"S092", "S065", "S106"}),
        ("O6", {"S107", "S117", "S121", "S140"}),
        ("O7", {"S139", "S042"}),
        ("O9", {"S144", "S152"}),
        ("O10", {"S068", "S093", "S111"}),
        ("O11", {"S056", "S134", "S138", "S151"}),
        ("O12", {"S072", "S129", "S149"}),
        ("O13", {"S134", "S131"}),
        ("O14", {"S096", "S106", "S108"}),
    ],
)
def test_the_paper_gives_these_tasks_to_several(paper, notion, statements):
    found = set().union(*(keys(task)[1] for task in paper if task.notion == notion))
    assert statements <= found


def test_each_task_of_the_paper_names_who_has_it(paper):
    actors = {task.notion: keys(task)[0] for task in paper if task.notion in ("O5", "O9")}
    unit = "turvallisuus-ja-valmiusyksikko"
    assert actors == {
        "O5": {unit, "paikallisen-turvallisuussuunnittelun-johtoryhma"},
        "O9": {unit, "asukasyhteistyo-tiimi"},
    }


def test_a_passive_gives_nobody_a_task(paper):
    """«Ohjataan keskushallinnon laatimalla valmiusohjeella», «toimintaohjelmia käytetään»: who does it is not said."""
    assert not {s for task in paper for s in keys(task)[1]} & {"S045", "S087"}


def test_a_repeated_statement_is_no_second_task(paper):
    assert not {s for task in paper for s in keys(task)[1]} & {"S175", "S176"}


def test_measures_of_two_plans_meet_where_theme_and_place_are_the_same():
    found = [task for task in shared_tasks(open_data("mallila")) if task.notion == "O1"]
    assert found
    for task in found:
        assert task.task not in task.statements
        assert len(task.actors) > 1
