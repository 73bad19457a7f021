"""A reproduction runs every notebook, says what moved, and changes the tree whole or not at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpers.commands.reproduce import summary
from helpers.errors import CheckFailed, UserError
from helpers.reproduce import placing


def details(outcome) -> str:
    return "\n".join(summary(outcome))


def test_results_are_put_in_place_and_a_second_run_finds_them_identical_byte_for_byte(toy):
    first = toy.reproduce()
    assert {difference.path for difference in first.differences} == {
        "data/tables/counts.csv",
        "data/tables/list.csv",
        "figures/counts.csv",
        "figures/counts.png",
        "notebooks/01_count.ipynb",
        "notebooks/02_draw.ipynb",
        "notebooks/03_list.ipynb",
    }
    after_first = toy.state()
    second = toy.reproduce()
    assert second.differences == ()
    assert details(second).endswith("identical: all 7 results are as committed")
    assert toy.state() == after_first
    assert (toy.root / "data/tables/counts.csv").read_text() == "text_id,n_digits\none,4\n"


def test_cold_and_warm_kernels_give_the_same_bytes(executed):
    assert executed.reproduce(check=True, cold=True).differences == ()


def test_one_at_a_time_gives_the_same_as_side_by_side(executed):
    assert executed.reproduce(check=True, jobs=1).differences == ()


def test_a_check_puts_nothing_in_place(toy):
    before = toy.state()
    outcome = toy.reproduce(check=True)
    assert outcome.differences
    assert toy.state() == before


def test_a_moved_number_is_named_in_table_figure_and_notebook(executed):
    (executed.root / "seeds" / "one.txt").write_text("12 of 300 replied.\n")
    shown = details(executed.reproduce(check=True))
    assert "row one, n_digits: '4' -> '5'" in shown
    assert "mark one, value: '4' -> '5'" in shown
    assert "cell 4: output 1 (text/plain): line 1: '4' -> '5'" in shown
    assert "picture differs" not in shown
    assert "figures/counts.png" not in shown


def test_a_replaced_picture_is_found(executed, png):
    (executed.root / "figures" / "counts.png").write_bytes(
        png(8, 8, lambda x, y: 255 if (x, y) == (3, 4) else 16 * x + y)
    )
    shown = details(executed.reproduce(check=True))
    assert "figures/counts.png" in shown
    assert "1 pixels differ, all within x 3-4, y 4-5 of 8x8" in shown


def test_a_replaced_picture_in_a_notebook_is_found(executed, png):
    import base64

    def replace(content):
        data = content["cells"][4]["outputs"][0]["data"]
        data["image/png"] = base64.b64encode(png(8, 8, lambda x, y: 0)).decode()

    executed.edit("02_draw", replace)
    assert "cell 4: output 1 (image/png): 63 pixels differ" in details(executed.reproduce(check=True))


def test_cleared_outputs_are_found(executed):
    executed.edit("03_list", lambda content: content["cells"][3].update(outputs=[]))
    assert "cell 3: 0 outputs -> 1" in details(executed.reproduce(check=True))


def test_a_failing_cell_is_named_and_the_tree_stays(executed):
    executed.edit("03_list", lambda content: content["cells"][2].update(source="raise ValueError('no such table')"))
    before = executed.state()
    with pytest.raises(CheckFailed, match=r"notebooks/03_list.ipynb, cell 2: ValueError: no such table"):
        executed.reproduce()
    assert executed.state() == before
    assert not list(executed.root.parent.glob("tmp/reported-figures-*"))


def test_a_kernel_that_dies_is_named(executed):
    executed.edit("03_list", lambda content: content["cells"][2].update(source="import os; os.kill(os.getpid(), 9)"))
    before = executed.state()
    with pytest.raises(CheckFailed, match=r"notebooks/03_list.ipynb, cell 2: the kernel died"):
        executed.reproduce()
    assert executed.state() == before


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("01_count.fctor=2", "01_count has no parameter 'fctor'; its parameters: drafts, factor"),
        ("09_none.factor=2", "no notebook '09_none'"),
        ("01_count.factor=two", "'two' is not of the type of the default 1"),
        ("01_count.corpus=x", "chosen with --corpus"),
        ("factor=2", "write NOTEBOOK.NAME=VALUE"),
    ],
)
def test_a_wrong_parameter_is_an_error_before_anything_runs(toy, setting, message):
    toy.edit("01_count", lambda content: content["cells"][2].update(source="raise SystemError('this was run')"))
    with pytest.raises(UserError, match=message.replace("(", r"\(")):
        toy.reproduce(settings=[setting])


def test_a_parameter_reaches_its_notebook_and_goes_with_the_next_run(executed):
    executed.reproduce(settings=["01_count.factor=3"])
    assert "one,12" in (executed.root / "data/tables/counts.csv").read_text()
    injected = json.loads((executed.root / "notebooks/01_count.ipynb").read_text())["cells"][2]
    assert injected["metadata"]["tags"] == ["injected-parameters"]
    assert injected["id"] == "injected-parameters"
    executed.reproduce()
    assert "one,4" in (executed.root / "data/tables/counts.csv").read_text()
    assert "injected-parameters" not in (executed.root / "notebooks/01_count.ipynb").read_text()


def test_drafts_go_to_the_notebooks_that_know_them(executed):
    assert executed.reproduce(check=True, drafts=True).differences
    for name in ("01_count",):
        executed.edit(name, lambda content: content["cells"][1].update(source='corpus = ".."\nfactor = 1'))
    with pytest.raises(UserError, match="no notebook has a parameter 'drafts'"):
        executed.reproduce(drafts=True)


def test_an_undeclared_output_fails(executed):
    extra = "from pathlib import Path\nPath(corpus, 'data/extra.csv').write_text('x')"
    executed.edit("03_list", lambda content: content["cells"][2].update(source=extra))
    with pytest.raises(
        CheckFailed, match=r"03_list.ipynb: it wrote data/extra.csv, which is not among its declared outputs"
    ):
        executed.reproduce()


def test_a_declared_output_that_is_not_written_fails(executed):
    executed.edit("03_list", lambda content: content["metadata"]["reported_figures"]["outputs"].append("figures/map.*"))
    with pytest.raises(CheckFailed, match=r"03_list.ipynb: it wrote nothing that fits its declared output figures/map"):
        executed.reproduce()


def test_an_undeclared_input_is_not_there_and_the_message_says_why(executed):
    executed.edit(
        "03_list", lambda content: content["cells"][2].update(source="open(corpus + '/seeds/one.txt').read()")
    )
    with pytest.raises(
        CheckFailed, match=r"seeds/one.txt is in the corpus but not among the notebook's declared inputs"
    ):
        executed.reproduce()


def test_a_changed_input_fails(executed):
    source = "from pathlib import Path\nPath(corpus, 'data/tables/counts.csv').write_text('x')"
    executed.edit("03_list", lambda content: content["cells"][2].update(source=source))
    with pytest.raises(CheckFailed, match=r"it changed its input data/tables/counts.csv"):
        executed.reproduce()


def test_a_table_that_others_read_is_written_by_one_cell(executed):
    source = "from pathlib import Path\nPath(corpus, 'data/tables/counts.csv').write_text('text_id,n_digits\\n')"
    executed.edit("01_count", lambda content: content["cells"][2].update(source=source + "\ntext, n_digits = '', 4"))
    with pytest.raises(
        CheckFailed, match=r"01_count.ipynb: a later cell changed data/tables/counts.csv, which others read"
    ):
        executed.reproduce()


def test_a_notebook_begins_when_what_it_reads_is_written_though_the_writer_goes_on(executed):
    def wait_for_the_reader(content):
        # 02 can only make this appear while 01 is still at work
        wait = f"import time\nfrom pathlib import Path\nmark = Path({str(executed.root.parent / 'mark')!r})\n"
        wait += (
            "end = time.monotonic() + 120\nwhile not mark.exists() and time.monotonic() < end:\n    time.sleep(0.02)\n"
        )
        code = content["cells"][4] | {"id": "wait", "source": wait + "print(mark.exists())"}
        content["cells"].append(code)

    mark = f"\nPath({str(executed.root.parent / 'mark')!r}).touch()"
    executed.edit("01_count", wait_for_the_reader)
    executed.edit("02_draw", lambda content: content["cells"][2]["source"].append(mark))
    outcome = executed.reproduce(jobs=2)
    assert outcome.n_results == 7
    shown = json.loads((executed.root / "notebooks/01_count.ipynb").read_text())["cells"][5]["outputs"][0]["text"]
    assert shown == ["True\n"]


def test_a_stale_table_is_reported_and_kept_from_every_notebook(executed):
    (executed.root / "data/tables/old.csv").write_text("a\n1\n")
    outcome = executed.reproduce(check=True)
    assert [(difference.path, difference.kind) for difference in outcome.differences] == [
        ("data/tables/old.csv", "stale")
    ]
    assert "stale: 1 files that no notebook writes" in details(outcome)


def test_a_path_of_the_machine_in_an_output_fails(executed):
    executed.edit(
        "03_list",
        lambda content: content["cells"][3].update(
            source="import os\nopen(corpus + '/data/tables/list.csv', 'w').write('x')\nprint(os.getcwd())"
        ),
    )
    with pytest.raises(CheckFailed, match=r"notebooks/03_list.ipynb: holds the path of the folder"):
        executed.reproduce()


def test_another_corpus_gets_results_and_executed_copies_and_the_repository_stays(executed, tmp_path):
    other = tmp_path / "other"
    (other / "seeds").mkdir(parents=True)
    (other / "seeds" / "one.txt").write_text("7 of 9.\n")
    executed.notebook("06_story", ["data/tables/list.csv"], ["figures/story.md"], ["1 / 0"])
    before = executed.state()
    first = executed.reproduce(other)
    assert executed.state() == before
    assert (other / "data/tables/counts.csv").read_text() == "text_id,n_digits\none,2\n"
    assert sorted(path.name for path in (other / "notebooks").iterdir()) == [
        "01_count.ipynb",
        "02_draw.ipynb",
        "03_list.ipynb",
    ]
    assert first.n_results == 7
    assert executed.reproduce(other, check=True).differences == ()


def test_a_folder_without_sources_is_not_a_corpus(executed, tmp_path):
    with pytest.raises(UserError, match="not a corpus"):
        executed.reproduce(tmp_path)


def test_a_file_changed_while_the_notebooks_ran_is_not_overwritten(executed, monkeypatch):
    (executed.root / "seeds" / "one.txt").write_text("12 of 300 replied.\n")
    target = executed.root / "data/tables/counts.csv"
    put = placing.put_in_place

    def after_an_edit(*arguments):
        target.write_text("edited by hand\n")
        put(*arguments)

    monkeypatch.setattr(placing, "put_in_place", after_an_edit)
    before = executed.state()
    with pytest.raises(UserError, match=r"data/tables/counts\.csv: was changed while the notebooks ran"):
        executed.reproduce()
    after = executed.state()
    assert after.pop("data/tables/counts.csv") != before.pop("data/tables/counts.csv")
    assert after == before


def test_a_full_disk_while_results_are_staged_changes_nothing(executed, monkeypatch):
    (executed.root / "seeds" / "one.txt").write_text("12 of 300 replied.\n")
    before = executed.state()

    def full(source, out):
        out.write(b"part")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfileobj", full)
        with pytest.raises(UserError, match="the disk is full; make room; nothing was changed"):
            executed.reproduce()
    assert executed.state() == before
    assert executed.reproduce().differences


def test_a_full_disk_in_a_cell_is_named(executed):
    executed.edit(
        "03_list", lambda content: content["cells"][2].update(source="raise OSError(28, 'No space left on device')")
    )
    with pytest.raises(UserError, match=r"notebooks/03_list.ipynb, cell 2: the disk is full"):
        executed.reproduce()


def test_scratch_of_a_dead_run_goes_with_the_next(executed):
    from helpers.reproduce import locking

    left = Path(executed.root.parent / "tmp" / f"{locking._scratch_prefix(executed.root)}dead")
    left.mkdir()
    executed.reproduce(check=True)
    assert not left.exists()
