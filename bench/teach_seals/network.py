"""The network and how it learns: a small U-Net that tells for each pixel whether print covers it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from bench.teach_seals.draw import INKED, Pair
from pipeline.cleaning.seal_strokes import PRINT, SIDE, darkness
from pipeline.image import Pixels

CHANNELS: Final = (8, 16, 32, 48, 64)  # a level's; each is half as wide and high as the one before
VIEW: Final = 208  # pixels of a piece that are looked at in one step
BATCH: Final = 6
RATE: Final = 2.5e-3
WARM: Final = 100  # steps at most
DECAY: Final = 1e-4
SEAL_WEIGHT: Final = 4.0  # of a pixel of the seal alone: most ink is print
PAPER_WEIGHT: Final = 0.02
AXES: Final = ("NHWC", "HWIO", "NHWC")

Array = Any  # jax's arrays; it comes without types
Weights = dict[str, dict[str, Array]]  # "w" (height, width, in, out) and "b" (out) of each layer


def fresh(seed: int) -> Weights:
    """Return weights that know nothing."""
    rng = np.random.default_rng(seed)
    return {name: _layer(rng, *shape) for name, shape in layers().items()}


def layers() -> Mapping[str, tuple[int, int, int]]:
    """Return each layer's (kernel, channels in, channels out), by its name."""
    found = {}
    before = 1
    for level, channels in enumerate(CHANNELS):
        found[f"down{level}a"], found[f"down{level}b"] = (3, before, channels), (3, channels, channels)
        before = channels
    for level in reversed(range(len(CHANNELS) - 1)):
        channels = CHANNELS[level]
        found[f"up{level}a"] = (3, CHANNELS[level + 1] + channels, channels)
        found[f"up{level}b"] = (3, channels, channels)
    return {**found, "last": (1, CHANNELS[0], 1)}


def _layer(rng: np.random.Generator, kernel: int, before: int, after: int) -> dict[str, Array]:
    spread = np.sqrt(2 / (kernel * kernel * before))
    weights = rng.normal(0, spread, (kernel, kernel, before, after))
    return {"w": jnp.asarray(weights, jnp.float32), "b": jnp.zeros(after)}


def likely(weights: Weights, views: Array) -> Array:
    """Return the log odds of print (n, h, w) of views (n, h, w, 1); h and w are divisible by 16."""
    sides = []
    for level in range(len(CHANNELS)):
        views = _twice(weights, f"down{level}", views)
        if level < len(CHANNELS) - 1:
            sides.append(views)
            size = (1, 2, 2, 1)
            views = jax.lax.reduce_window(views, -jnp.inf, jax.lax.max, size, size, "VALID")
    for level in reversed(range(len(CHANNELS) - 1)):
        wide = jnp.repeat(jnp.repeat(views, 2, 1), 2, 2)
        views = _twice(weights, f"up{level}", jnp.concatenate([wide, sides[level]], -1))
    return _convolved(weights["last"], views)[..., 0]


def _twice(weights: Weights, name: str, views: Array) -> Array:
    for part in "ab":
        views = jax.nn.relu(_convolved(weights[name + part], views))
    return views


def _convolved(layer: dict[str, Array], views: Array) -> Array:
    found = jax.lax.conv_general_dilated(views, layer["w"], (1, 1), "SAME", dimension_numbers=AXES)
    return found + layer["b"]


def loss(weights: Weights, views: Array, truths: Array) -> Array:
    """Return the mean cross entropy over ink; `truths` (n, h, w): how dark the print alone is."""
    ink, is_print = views[..., 0] > INKED, truths > 0.5  # noqa: PLR2004 - half
    weight = PAPER_WEIGHT + ink * jnp.where(is_print, 1.0, SEAL_WEIGHT)
    each = optax.sigmoid_binary_cross_entropy(likely(weights, views), is_print.astype(jnp.float32))
    return (each * weight).sum() / weight.sum()


def learn(
    weights: Weights, lessons: Sequence[Pair], steps: int, seed: int
) -> Iterator[tuple[float, Weights]]:
    """Yield, after each step, its loss and the weights."""
    rate = optax.warmup_cosine_decay_schedule(RATE / 25, RATE, min(WARM, steps // 10), steps, RATE / 250)
    optimiser = optax.adamw(rate, weight_decay=DECAY)
    state = optimiser.init(weights)
    slopes = jax.jit(jax.value_and_grad(loss))
    update = jax.jit(optimiser.update)
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        lost, slope = slopes(weights, *_views(lessons, rng))
        change, state = update(slope, state, weights)
        weights = optax.apply_updates(weights, change)
        yield float(lost), weights


def _views(lessons: Sequence[Pair], rng: np.random.Generator) -> tuple[Array, Array]:
    """Return parts of some pieces: with the seal (n, h, w, 1), and without (n, h, w)."""
    shown: list[Array] = []
    bare: list[Array] = []
    for number in rng.integers(0, len(lessons), BATCH):
        y, x = rng.integers(0, SIDE + 1 - VIEW, 2)
        for each, kept in zip(lessons[number], (shown, bare), strict=True):
            kept.append(darkness(each)[y : y + VIEW, x : x + VIEW])
    return np.stack(shown)[..., None], np.stack(bare)


def rights(weights: Weights, lessons: Sequence[Pair]) -> tuple[float, float]:
    """Return which share of print is told as print, and of a seal's own strokes as seal."""
    right, of = np.zeros(2), np.zeros(2)
    for sealed, bare in lessons:
        shown = darkness(sealed)
        told = np.asarray(likely(weights, shown[None, ..., None]))[0] > PRINT
        for place, where in enumerate(_kinds(shown, bare)):
            right[place] += np.count_nonzero(told[where] == (place == 0))
            of[place] += np.count_nonzero(where)
    kept, gone = (right / np.maximum(of, 1)).tolist()
    return kept, gone


def _kinds(shown: NDArray[np.float32], bare: Pixels) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    ink, is_print = shown > INKED, darkness(bare) > 0.5  # noqa: PLR2004 - half
    return ink & is_print, ink & ~is_print
