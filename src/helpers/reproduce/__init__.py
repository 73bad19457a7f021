"""Reproduction, proved and not assumed: every notebook is run, every result compared, and the tree changes whole or not at all.

`plan` settles what runs and in which order, `sandbox` gives each notebook only what it declared, `execution` runs it
with papermill on a kernel from `kernels` (forked from `zygote`), `normal_form` takes out what a run leaves in a
notebook, `compare` says what moved, `placing` puts the results in place, `run` holds them together.
"""

from helpers.reproduce.run import Interrupted, Outcome, reproduce

__all__ = ["Interrupted", "Outcome", "reproduce"]
