"""An executed notebook has one form, and what a run leaves in it is no part of it."""

from __future__ import annotations

import copy
import json

import nbformat
from hypothesis import given
from hypothesis import strategies as st

from helpers.reproduce.normal_form import normal_bytes, normalise, prepare

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=30)
STREAMS = st.builds(
    lambda name, text: {"output_type": "stream", "name": name, "text": text},
    st.sampled_from(["stdout", "stderr"]),
    TEXTS,
)
RESULTS = st.builds(
    lambda text, html: {
        "output_type": "display_data",
        "data": {"text/plain": text, "text/html": html, "image/png": "iVBORw0KGgo=\n"},
        "metadata": {},
    },
    TEXTS,
    TEXTS,
)
CELLS = st.one_of(
    st.builds(lambda source: {"cell_type": "markdown", "metadata": {}, "source": source}, TEXTS),
    st.builds(
        lambda source, outputs, seconds, count: {
            "cell_type": "code",
            "execution_count": count,
            "metadata": {
                "papermill": {"duration": seconds},
                "execution": {"iopub.status.idle": str(seconds)},
                "tags": [],
            },
            "outputs": outputs,
            "source": source,
        },
        TEXTS,
        st.lists(STREAMS | RESULTS, max_size=4),
        st.floats(0, 9),
        st.integers(1, 9),
    ),
)
NOTEBOOKS = st.builds(
    lambda cells, patch: {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "mine", "language": "python", "name": "my-kernel"},
            "language_info": {"name": "python", "version": f"3.11.{patch}"},
            "papermill": {"start_time": "now"},
            "reported_figures": {"inputs": [], "outputs": []},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    },
    st.lists(CELLS, max_size=5),
    st.integers(0, 20),
)


@given(NOTEBOOKS)
def test_twice_is_once(notebook):
    assert normal_bytes(json.loads(normal_bytes(notebook))) == normal_bytes(notebook)


@given(NOTEBOOKS)
def test_the_argument_stays_as_it_is(notebook):
    before = copy.deepcopy(notebook)
    normalise(notebook)
    assert notebook == before


@given(NOTEBOOKS)
def test_it_is_what_jupyter_would_write(notebook):
    written = normal_bytes(notebook).decode()
    read = nbformat.reads(written, as_version=4)
    nbformat.validate(read)
    assert nbformat.writes(read) + "\n" == written


@given(NOTEBOOKS)
def test_times_machine_and_patch_version_are_gone_and_what_was_computed_stays(notebook):
    made = normalise(notebook)
    shown = json.dumps(made)
    assert "papermill" not in shown
    assert "iopub" not in shown
    assert "3.11." not in shown
    for before, after in zip(notebook["cells"], made["cells"], strict=True):
        assert after["source"] == before["source"]
        for name in ("stdout", "stderr"):
            assert _stream(after, name) == _stream(before, name)
        assert _data(after) == _data(before)


@given(NOTEBOOKS, NOTEBOOKS)
def test_ids_are_unique_and_follow_from_the_position_where_there_are_none(notebook, other):
    ids = [cell["id"] for cell in normalise(notebook)["cells"]]
    assert len(set(ids)) == len(ids)
    assert ids == [cell["id"] for cell in normalise(notebook)["cells"]]


def test_a_repeated_or_impossible_id_is_replaced_and_a_good_one_kept():
    def cell(name):
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": ""}

    made = normalise({"cells": [cell("a"), cell("a"), cell("no good"), cell("cell-02")], "metadata": {}})
    assert [cell["id"] for cell in made["cells"]] == ["a", "cell-02", "cell-03", "cell-04"]


def test_where_the_kernel_cuts_a_stream_does_not_matter():
    def notebook(*pieces):
        outputs = [{"output_type": "stream", "name": "stdout", "text": piece} for piece in pieces]
        code = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": outputs, "source": ""}
        return {"cells": [code], "metadata": {}}

    assert normal_bytes(notebook("one\n", "two\n")) == normal_bytes(notebook("one\ntwo\n"))
    assert normal_bytes(notebook("one\n")) != normal_bytes(notebook("two\n"))


def test_a_run_begins_without_outputs_counts_and_injected_cells():
    injected = {"cell_type": "code", "metadata": {"tags": ["injected-parameters"]}, "outputs": [], "source": "n = 2"}
    code = {
        "cell_type": "code",
        "execution_count": 7,
        "metadata": {},
        "outputs": [{"output_type": "stream"}],
        "source": "n",
    }
    made = prepare({"cells": [injected, code], "metadata": {}})
    assert [cell["source"] for cell in made["cells"]] == ["n"]
    assert made["cells"][0]["outputs"] == []
    assert made["cells"][0]["execution_count"] is None


def _stream(cell, name):
    return "".join(output["text"] for output in cell.get("outputs", []) if output.get("name") == name)


def _data(cell):
    return [output["data"] for output in cell.get("outputs", []) if "data" in output]
