"""What moved is said so that one can go and look: table, row, column; figure and mark; cell of a notebook; pixels."""

from __future__ import annotations

import pytest

from helpers.reproduce.compare import compare, png_is_alike


@pytest.fixture
def moved(tmp_path):
    def details(path, old, new, exactly=True):
        for name, content in (("old", old), ("new", new)):
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        found = compare(path, tmp_path / "old", tmp_path / "new", exactly=exactly)
        return None if found is None else list(found.details)

    return details


def test_equal_bytes_are_no_difference(moved):
    assert moved("data/tables/ledger.csv", "a\n1\n", "a\n1\n") is None


def test_a_row_is_named_by_the_key_of_its_table(moved):
    old = "mention_id,source_id,value\ns:1-2,s,5\ns:8-9,s,6\n"
    assert moved("data/tables/ledger.csv", old, old.replace("6", "7")) == ["row s:8-9, value: '6' -> '7'"]


def test_a_row_of_a_table_without_description_is_named_by_the_fewest_leading_columns_that_tell_rows_apart(moved):
    old = "year,area,value\n2018,UK,5\n2018,Wales,6\n"
    assert moved("figures/a.csv", old, old.replace("6", "7")) == ["mark 2018 / Wales, value: '6' -> '7'"]


def test_rows_and_columns_that_come_and_go(moved):
    assert moved("figures/a.csv", "id,x\na,1\nb,2\n", "id,y\na,1\nc,2\n") == [
        "column y is new",
        "column x is gone",
        "mark c is new",
        "mark b is gone",
    ]


def test_another_order_is_a_difference(moved):
    assert moved("figures/a.csv", "id,x\na,1\nb,2\n", "id,x\nb,2\na,1\n") == ["the same rows in another order"]


def test_many_differences_are_counted(moved):
    old = "id,x\n" + "".join(f"{n},0\n" for n in range(40))
    details = moved("figures/a.csv", old, old.replace(",0", ",1"))
    assert len(details) == 13
    assert details[-1] == "and 28 more"


def test_a_text_is_compared_by_line(moved):
    assert moved("figures/a.md", "one\ntwo\n", "one\nthree\n") == ["line 2: 'two' -> 'three'"]


def test_pictures_of_another_size(moved, png):
    assert moved("figures/a.png", png(4, 4, lambda x, y: 0), png(5, 4, lambda x, y: 0)) == ["size 4x4 -> 5x4 pixels"]


def test_a_committed_file_that_cannot_be_read_is_a_difference(moved, png):
    assert moved("figures/a.png", b"broken", png(4, 4, lambda x, y: 0)) == [
        "the committed file cannot be read (UnidentifiedImageError)"
    ]


def test_away_from_the_reference_platform_tables_must_be_equal_and_pictures_alike(moved, png):
    assert moved("figures/a.csv", "id,x\na,1\n", "id,x\na,2\n", exactly=False)
    drawn = png(600, 300, lambda x, y: 255 * (x // 60 % 2))
    smoothed = png(600, 300, lambda x, y: 255 * (x // 60 % 2) ^ (24 if x % 60 == 0 else 0))
    mirrored = png(600, 300, lambda x, y: 255 - 255 * (x // 60 % 2))
    assert moved("figures/a.png", drawn, smoothed, exactly=True)
    assert moved("figures/a.png", drawn, smoothed, exactly=False) is None
    assert moved("figures/a.png", drawn, mirrored, exactly=False)


def test_a_bar_that_changed_its_height_is_not_alike(png):
    def bars(height):
        return png(600, 400, lambda x, y: 0 if 100 <= x < 140 and y >= 400 - height else 255)

    assert png_is_alike(bars(200), bars(201))
    assert not png_is_alike(bars(200), bars(280))
