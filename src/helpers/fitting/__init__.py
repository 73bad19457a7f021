"""Fitting the weights of the reader to the hand-coded texts of ``tests/reading``: ``python -m helpers.fitting``.

Reading needs none of this: the weights stand in ``helpers/mentions/fitted``. `coded_texts` loads texts with their
codings, `examples` turns them into choices with their signs, `log_linear` fits weights to choices.
"""
