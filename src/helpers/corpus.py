"""Where the parts of a corpus lie: each folder and file of it is named here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpers.errors import UserError


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder with seeds/, data/, figures/ and, for a corpus other than the shipped one, executed notebooks.

    Attributes
    ----------
    root
        Absolute path of the folder.
    """

    root: Path

    @classmethod
    def open(cls, path: str | Path) -> Corpus:
        """Open an existing corpus folder.

        Parameters
        ----------
        path
            The folder; notebooks pass ``".."``.

        Raises
        ------
        UserError
            If the folder does not exist or has no seeds/.
        """
        root = Path(path).resolve()
        if not root.is_dir():
            raise UserError(f"{path}: no such folder; name the folder of a corpus, which holds seeds/")
        if not (root / "seeds").is_dir():
            raise UserError(
                f"{path}: not a corpus, it has no folder seeds/; put texts there or use 'reported-figures add FILE'"
            )
        return cls(root)

    @property
    def seeds(self) -> Path:
        """Source texts and their origin files, never edited by the suite."""
        return self.root / "seeds"

    @property
    def data(self) -> Path:
        """Coding, vocabulary, relations, conventions and generated tables."""
        return self.root / "data"

    @property
    def coding(self) -> Path:
        """Reviewed coding; the two blind codings lie in its folders first and second."""
        return self.data / "coding"

    @property
    def tables(self) -> Path:
        """Generated tables."""
        return self.data / "tables"

    @property
    def figures(self) -> Path:
        """Generated figures."""
        return self.root / "figures"

    @property
    def bench(self) -> Path:
        """What was measured; the shipped corpus alone has it."""
        return self.root / "bench"

    @property
    def notebooks(self) -> Path:
        """Notebooks, executed."""
        return self.root / "notebooks"

    @property
    def vocabulary(self) -> Path:
        """Controlled terms."""
        return self.data / "vocabulary.yml"

    @property
    def relations(self) -> Path:
        """Declared checks between reported figures."""
        return self.data / "relations.yml"

    @property
    def conventions(self) -> Path:
        """Choices in the reading of bounds and roundings."""
        return self.data / "conventions.yml"

    def relative(self, path: Path) -> str:
        """Return a path as users read it in messages: relative to the corpus, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
