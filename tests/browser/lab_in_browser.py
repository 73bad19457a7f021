"""Open every notebook of `reported-figures lab` in a real browser, restart and run it, and look at what it shows.

Not part of `make test`: it needs a browser (Debian: chromium) and playwright, which the lock leaves out. With playwright in an
environment of its own::

    python3 -m venv /tmp/browser && /tmp/browser/bin/pip install playwright
    /tmp/browser/bin/python tests/browser/lab_in_browser.py --python .venv/bin/python

For each notebook it checks that pictures are shown before anything is run, chooses "Restart Kernel and Run All Cells" from
the menu, waits until the kernel is idle, and then wants no error, every code cell counted in order, and every picture shown
with a size. At the end the tree must be as it was. The exit status is 1 where something is not so.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90
SECONDS_TO_RUN = 300

# What a notebook holds, read from JupyterLab's own model: cells out of sight are not in the page.
STATE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const cells = [...panel.content.model.cells].filter(cell => cell.type === 'code');
  const outputs = cells.flatMap(cell => cell.sharedModel.toJSON().outputs);
  return {
    status: panel.sessionContext.session?.kernel?.status ?? 'none',
    counts: cells.map(cell => cell.executionCount),
    errors: outputs.filter(output => output.output_type === 'error').map(output => `${output.ename}: ${output.evalue}`),
    stderr: outputs.filter(output => output.name === 'stderr').map(output => [].concat(output.text).join('')),
    pictures: outputs.filter(output => output.data && 'image/png' in output.data).length,
    trusted: cells.every(cell => cell.trusted),
  };
}"""

# Scrolls each cell with a picture into view and measures what the browser draws of it.
PICTURES = """async () => {
  const panel = window.jupyterapp.shell.currentWidget;
  const found = [];
  for (let index = 0; index < panel.content.widgets.length; index++) {
    const widget = panel.content.widgets[index];
    if (widget.model.type !== 'code') continue;
    const outputs = widget.model.sharedModel.toJSON().outputs;
    if (!outputs.some(output => output.data && 'image/png' in output.data)) continue;
    await panel.content.scrollToItem(index);
    for (let wait = 0; wait < 50; wait++) {
      await new Promise(resolve => setTimeout(resolve, 100));
      const drawn = [...widget.node.querySelectorAll('.jp-OutputArea img, .jp-OutputArea svg')]
        .filter(one => one.tagName !== 'IMG' || one.complete)
        .map(one => one.getBoundingClientRect())
        .filter(box => box.width > 50 && box.height > 20);
      if (drawn.length) { found.push([index, Math.round(drawn[0].width), Math.round(drawn[0].height)]); break; }
      if (wait === 49) found.push([index, 0, 0]);
    }
  }
  return found;
}"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def lab(python: Path, log: Path) -> Iterator[str]:
    """Run `reported-figures lab` and yield its address; end it with Ctrl-C, as a person would."""
    port, token = free_port(), secrets.token_hex(16)
    options = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    options += ["--LabApp.expose_app_in_browser=True", "--ServerApp.quit_button=False"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [python, "-m", "helpers.command_line", "lab", "--", *options],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(f"http://127.0.0.1:{port}/api?token={token}", process, log)
        yield f"http://127.0.0.1:{port}|{token}"
    finally:
        for _ in range(2):  # the first asks whether to stop, the second says yes
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                time.sleep(1)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"JupyterLab did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")


def look_at(page: Page, address: str, notebook: str, pictures: Path | None) -> list[str]:
    """Open one notebook, run it from the menu, and return what is not as it should be."""
    base, _, token = address.partition("|")
    page.goto(f"{base}/lab/tree/notebooks/{notebook}?token={token}&reset", wait_until="domcontentloaded")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.content?.model?.cells?.length && "
        "['idle', 'busy'].includes(window.jupyterapp.shell.currentWidget.sessionContext?.session?.kernel?.status)",
        timeout=60_000,
    )
    before, shown_before = page.evaluate(STATE), page.evaluate(PICTURES)
    faults = []
    if not before["trusted"]:
        faults.append("not trusted, so that its SVG is not shown")
    if len(shown_before) != _cells_with_pictures(page) or any(not width for _, width, _ in shown_before):
        faults.append(f"pictures missing as stored: {shown_before}")
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_timeout(1500)
    started = time.monotonic()
    state = page.evaluate(STATE)
    while not _is_done(state) and time.monotonic() - started < SECONDS_TO_RUN:
        page.wait_for_timeout(500)
        state = page.evaluate(STATE)
    shown = page.evaluate(PICTURES)
    if not _is_done(state):
        faults.append(f"not run to its end: counts {state['counts']}, kernel {state['status']}")
    faults += [f"error: {error}" for error in state["errors"]]
    faults += [f"stderr: {text.strip()[:200]}" for text in state["stderr"]]
    if state["pictures"] != before["pictures"] or len(shown) != len(shown_before):
        faults.append(f"{state['pictures']} pictures after running, {before['pictures']} before")
    faults += [f"cell {index}: its picture is not shown" for index, width, _ in shown if not width]
    if pictures is not None:
        _photograph(page, notebook, shown, pictures)
    seconds = time.monotonic() - started
    print(
        f"{notebook}: {len(state['counts'])} code cells in {seconds:.0f} s, {len(shown)} cells with pictures "
        f"{[(width, height) for _, width, height in shown]}, {'; '.join(faults) or 'no error'}",
        flush=True,
    )
    return [f"{notebook}: {fault}" for fault in faults]


def _is_done(state: dict[str, Any]) -> bool:
    counted = state["counts"] == list(range(1, len(state["counts"]) + 1))
    return state["status"] == "idle" and (counted or bool(state["errors"]))


def _cells_with_pictures(page: Page) -> int:
    return int(
        page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.content.widgets.filter(widget => widget.model.type === 'code' && "
            "widget.model.sharedModel.toJSON().outputs.some(output => output.data && 'image/png' in output.data)).length"
        )
    )


def _photograph(page: Page, notebook: str, shown: list[list[int]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stem = notebook.removesuffix(".ipynb").replace("/", "-")
    for number, (index, _, _) in enumerate(shown, start=1):
        page.evaluate("index => window.jupyterapp.shell.currentWidget.content.scrollToItem(index)", index)
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{stem}-{number}.png")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.content.scrollToItem(0)")
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"{stem}-0.png")


def tree() -> str:
    """Return the state of the working tree as git sees it."""
    return subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Look at every notebook, or at those named, and return the exit status."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="such as 05_audit.ipynb; all where left out")
    parser.add_argument("--python", type=Path, default=ROOT / ".venv" / "bin" / "python", help="python of the project")
    parser.add_argument("--browser", default="/usr/bin/chromium", help="the browser's executable")
    parser.add_argument("--pictures", type=Path, help="folder for photographs of what the browser shows")
    parser.add_argument("--log", type=Path, default=Path("lab.log"), help="where JupyterLab's own words go")
    arguments = parser.parse_args()
    folder = ROOT / "notebooks"
    names = arguments.notebooks or [
        path.relative_to(folder).as_posix()
        for path in sorted([*folder.glob("*.ipynb"), *folder.glob("solutions/*.ipynb")])
    ]
    before = tree()
    faults: list[str] = []
    with lab(arguments.python.absolute(), arguments.log) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=arguments.browser, args=["--no-sandbox"])
        for name in names:
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            faults += look_at(page, address, name, arguments.pictures)
            page.close()
        browser.close()
    if tree() != before:
        faults.append(f"the tree has changed:\n{tree()}")
    print("\n".join(faults) or f"{len(names)} notebooks, no error; the tree is as it was")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
