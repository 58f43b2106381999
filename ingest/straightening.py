"""Scans that lie askew, turned until their lines are level."""

import numpy as np
from PIL import Image

_WIDTH = 700
_FURTHEST_DEGREES = 12
_LEAST_DEGREES = 0.4
_DARK = 140
_FEWEST_DARK = 200


def straightened(image: Image.Image) -> Image.Image:
    """The picture with level lines; as it was where that cannot be told."""
    angle = skew(image)
    if abs(angle) < _LEAST_DEGREES:
        return image
    return image.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def skew(image: Image.Image) -> float:
    """Degrees by which a grey picture must be turned counter-clockwise to be level."""
    small = image.resize((_WIDTH, max(1, round(image.height * _WIDTH / image.width))))
    rows, columns = np.nonzero(np.asarray(small) < _DARK)
    if len(rows) < _FEWEST_DARK or len(rows) > small.width * small.height // 2:
        return 0.0
    best = max(range(-_FURTHEST_DEGREES, _FURTHEST_DEGREES + 1), key=lambda angle: _evenness(rows, columns, angle))
    near = [best + step / 5 for step in range(-5, 6)]
    return max(near, key=lambda angle: _evenness(rows, columns, angle))


def _evenness(rows: np.ndarray, columns: np.ndarray, degrees: float) -> float:
    """How sharply dark and light rows alternate once turned: most where lines of text are level."""
    turn = np.deg2rad(degrees)
    turned = np.round(rows * np.cos(turn) - columns * np.sin(turn)).astype(np.int64)
    counts = np.bincount(turned - turned.min()).astype(np.float64)
    return float(np.sum(np.diff(counts) ** 2))
