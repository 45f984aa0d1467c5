"""Stores of runs for the tests of the page: real trainings on tiny data, and records by the thousand."""

import json
import os
import shutil
import subprocess
from pathlib import Path

SMALL_NETWORK = [
    "--set", "layers.0.channels=16", "--set", "layers.1.channels=20", "--set", "layers.2.channels=24",
    "--set", "training.burnIn=5", "--set", "training.batch=30", "--set", "input.whitening=none",
]
SMALL_TEXT_NETWORK = ["--set", "state=32", "--set", "characters=40000", "--set", "lanes=4", "--set", "length=40"]


class Fixtures:
    """A folder with data, and a store in which runs are made."""

    def __init__(self, program, folder):
        self.program, self.folder = Path(program), Path(folder)
        self.store = self.folder / "runs"
        self.store.mkdir(parents=True)
        self.images = self.folder / "data"
        make_images(self.images)
        self.text = self.folder / "text.txt"
        self.text.write_text("It is a truth universally acknowledged. " * 400)

    def image_arguments(self, seed, epochs):
        return ["train", "hebbian-cnn-pruned", "--data", str(self.images), "--store", str(self.store),
                "--seed", str(seed), "--epochs", str(epochs)] + SMALL_NETWORK

    def train_images(self, seed, epochs=3, more=()):
        return self.run(self.image_arguments(seed, epochs) + list(more))

    def train_text(self):
        return self.run(["train", "hebbian-rnn", "--data", str(self.text), "--store", str(self.store)] + SMALL_TEXT_NETWORK)

    def start(self, arguments):
        """A process that goes on while the test looks at it."""
        return subprocess.Popen([self.program] + arguments, env=self.environment(), stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def run(self, arguments):
        """The name of the run that a training has made."""
        known = set(os.listdir(self.store))
        subprocess.run([self.program] + arguments, env=self.environment(), check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        return (set(os.listdir(self.store)) - known).pop()

    def environment(self):
        return {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache")}

    def make_many(self, count):
        """Adds finished runs that are records alone."""
        for number in range(count):
            name = f"2025{1 + number % 12:02}{1 + number % 28:02}-{number % 86400:06}-hebbian-cnn-seed{number}"
            folder = self.store / name
            folder.mkdir()
            month, day = 1 + number % 12, 1 + number % 28
            record = {
                "run": str(folder), "spec": "hebbian-cnn", "dataset": "cifar10", "method": "hebbian", "seed": number,
                "threads": 2, "kernels": "avx512", "version": "0.1.0", "machine": "Linux, 2 processors",
                "started": f"2025-{month:02}-{day:02}T10:00:00Z", "status": "finished", "epochs": 20,
                "imagesPerSecond": 15000.5, "secondsPerEpoch": 3.3, "evaluatedOn": "test", "weightsDigest": "0" * 64,
                "accuracy": {"layer1Quadrants": 0.5, "layer2Quadrants": 0.6, "output": 0.3 + number % 97 / 200},
            }
            (folder / "run.json").write_text(json.dumps(record))

    def make_sweep(self):
        """Trials, of which every second pair fails: their kernels are larger than what they are laid on."""
        return self.run(["sweep", "hebbian-cnn-pruned", "--data", str(self.images), "--store", str(self.store), "--epochs", "1",
                         "--validation", "40", "--trials", "24", "--metric", "last.layers.0.winnerEntropy", "--goal", "max", "--grid", "layers.1.kernel=3,31",
                         "--grid", "layers.0.rule=hebb,oja", "--random", "layers.0.learningRate=log:1e-4:1e-2"] + SMALL_NETWORK)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def make_images(folder, per_file=40):
    """Stripes and checks of four classes in the layout of CIFAR-10."""
    batches = folder / "cifar-10-batches-bin"
    batches.mkdir(parents=True)
    state = 1
    for name in [f"data_batch_{number}" for number in range(1, 6)] + ["test_batch"]:
        records = bytearray()
        for image in range(per_file):
            label = image % 4
            records.append(label)
            for pixel in range(3072):
                state = (state * 1664525 + 1013904223) % 2**32
                along = pixel // 32 if label % 2 == 0 else pixel % 32
                records.append(along // (1 + label // 2) % 2 * 90 + (state >> 24) // 4)
        (batches / f"{name}.bin").write_bytes(records)


