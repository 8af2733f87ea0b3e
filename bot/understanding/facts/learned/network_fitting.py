"""Fits the network of `network` with Keras, which comes with Rasa: it is imported here alone, and only in training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bot.understanding.facts.learned.network import EPSILON, REACHES, Network
from bot.understanding.facts.learned.places import Batch, Batches, PlaceRows
from bot.understanding.features import Floats

# Chosen by cross-validation on labelled messages (docs/understanding.md); a wider or deeper network takes longer and
# adds nothing that lasts.
WIDTH, EMBEDDED = 64, 32
ROUNDS, SIZE = 3, 256
PACE = 6e-3  # of Adam, which falls to a fiftieth of it
# Shares that are left out while learning: of the signs of a word, and of what is told of the whole message.
UNSEEN, DROPPED = 0.15, 0.2
_SEED = 1


def fit(rows: PlaceRows, labels: Mapping[str, Sequence[str]]) -> Network:
    """Fits a network on the messages of `rows`; `labels` has one class a message, by task."""
    import tensorflow as tf

    tf.keras.utils.set_random_seed(_SEED)
    tasks = {task: sorted({*of_task}) for task, of_task in labels.items()}
    told = np.array([[tasks[task].index(one) for one in labels[task]] for task in tasks], np.int64).T
    batches = Batches(rows, told)
    model = _model(tf, batches, sum(map(len, tasks.values())))
    steps = ROUNDS * -(-len(rows) // SIZE)
    adam = tf.keras.optimizers.legacy.Adam(tf.keras.optimizers.schedules.PolynomialDecay(PACE, steps, PACE / 50))
    learn = _step(tf, model, adam, [len(classes) for classes in tasks.values()])
    chance = np.random.default_rng(_SEED)
    for _ in range(ROUNDS):
        for batch in batches.shuffled(SIZE, UNSEEN, chance):
            learn(*batch)
    names = {"signs": batches.signs, "asked": batches.asked, "languages": batches.languages}
    return Network(names, tasks, model.told_weights())


def _step(tf: Any, model: Any, adam: Any, sizes: Sequence[int]) -> Any:
    """What learns from one batch; `sizes` are the numbers of classes of the tasks."""
    shapes = ([None, 2], [None], [None, None, 1], [None], [None], [None, len(sizes)])
    types = (tf.int64, tf.float32, tf.float32, tf.int64, tf.int64, tf.int64)
    given_as = [tf.TensorSpec(*one) for one in zip(shapes, types, strict=True)]

    @tf.function(input_signature=given_as, autograph=False)  # type: ignore[untyped-decorator]
    def learn(*given: Any) -> None:
        batch = Batch(*given)
        with tf.GradientTape() as tape:
            scores = tf.split(model(batch), sizes, axis=1)
            losses = [
                tf.nn.sparse_softmax_cross_entropy_with_logits(batch.told[:, task], of_task)
                for task, of_task in enumerate(scores)
            ]
            loss = tf.reduce_mean(tf.add_n(losses))
        weights = model.trainable_variables
        adam.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=True))

    return learn


def _model(tf: Any, batches: Batches, classes: int) -> Any:
    """The network while it learns; `told_weights` names its weights as `Network` wants them."""
    layers = tf.keras.layers
    normal = tf.random.normal

    class Model(tf.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.signs = tf.Variable(normal([len(batches.signs), EMBEDDED], stddev=0.05))
            self.asked = tf.Variable(normal([len(batches.asked), WIDTH], stddev=0.1))
            self.languages = tf.Variable(normal([len(batches.languages), WIDTH], stddev=0.1))
            self.input_ = layers.Dense(WIDTH)
            self.joined = [layers.Conv1D(WIDTH, 3, padding="same", dilation_rate=reach) for reach in REACHES]
            self.scales = [tf.Variable(tf.ones([WIDTH])) for _ in (None, *REACHES)]
            self.shifts = [tf.Variable(tf.zeros([WIDTH])) for _ in (None, *REACHES)]
            self.whole, self.word = layers.Dense(classes), layers.Dense(classes, use_bias=False)

        def __call__(self, batch: Batch) -> Any:
            messages, width = tf.unstack(tf.shape(batch.filled)[:2])
            size = tf.stack([tf.size(batch.filled, tf.int64), len(batches.signs)])
            embedded = tf.sparse.sparse_dense_matmul(tf.SparseTensor(batch.at, batch.shares, size), self.signs)
            embedded = tf.reshape(embedded, [messages, width, EMBEDDED])
            about = tf.gather(self.asked, batch.asked) + tf.gather(self.languages, batch.languages)
            told = self.normal(0, self.input_(embedded) + about[:, None]) * batch.filled
            for at, joined in enumerate(self.joined, 1):
                told = self.normal(at, told + tf.nn.relu(joined(told))) * batch.filled
            empty = (1 - batch.filled) * -1e3  # below everything that a word tells
            words = tf.reduce_sum(batch.filled, axis=1)
            whole = tf.concat([tf.reduce_max(told + empty, axis=1), tf.reduce_sum(told, axis=1) / words, about], axis=1)
            return self.whole(tf.nn.dropout(whole, DROPPED)) + tf.reduce_max(self.word(told) + empty, axis=1)

        def normal(self, layer: int, told: Any) -> Any:
            around = told - tf.reduce_mean(told, axis=-1, keepdims=True)
            spread = tf.math.rsqrt(tf.reduce_mean(tf.square(around), axis=-1, keepdims=True) + EPSILON)
            return around * spread * self.scales[layer] + self.shifts[layer]

        def told_weights(self) -> dict[str, Floats]:
            found = {name: getattr(self, name) for name in ("signs", "asked", "languages")}
            found |= {"word": self.word.kernel, "whole": self.whole.kernel, "whole.bias": self.whole.bias}
            found |= {"input": self.input_.kernel, "input.bias": self.input_.bias}
            for at, joined in enumerate(self.joined):
                found |= {f"joined{at}": tf.reshape(joined.kernel, [-1, WIDTH]), f"joined{at}.bias": joined.bias}
            names = ("input", *(f"joined{at}" for at in range(len(REACHES))))
            for name, scale, shift in zip(names, self.scales, self.shifts, strict=True):
                found |= {f"{name}.scale": scale, f"{name}.shift": shift}
            return {name: weight.numpy() for name, weight in found.items()}

    return Model()
