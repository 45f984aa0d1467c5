"""What `hebb export` writes, read by Python's own libraries; called by exchange-test.

The networks' outputs are computed here once more from the weights, by PyTorch's definitions of Conv2d, Linear and GRU.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
from numpy.lib.stride_tricks import sliding_window_view
from safetensors.numpy import load_file, save_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

hebb = sys.argv[1]
checks = 0


def check(what, holds):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"exchange-test: failed: {what}")


def run(*arguments):
    result = subprocess.run([hebb, *map(str, arguments)], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"exchange-test: hebb {' '.join(map(str, arguments))} failed:\n{result.stderr}")
    return json.loads(result.stdout)


def agree(ours, theirs, tolerance=1e-3):
    return ours.shape == theirs.shape and numpy.abs(ours - theirs).max() <= tolerance * numpy.abs(theirs).max()


def make_images(folder):
    """A tiny data set in the layout of CIFAR-10: stripes and noise."""
    batches = folder / "cifar-10-batches-bin"
    batches.mkdir(parents=True)
    random = numpy.random.default_rng(1)
    for name in [f"data_batch_{n}" for n in range(1, 6)] + ["test_batch"]:
        records = bytearray()
        for image in range(20):
            label = image % 4
            stripes = numpy.arange(32) // (1 + label // 2) % 2 * 90
            plane = numpy.tile(stripes, (32, 1)) if label % 2 else numpy.tile(stripes[:, None], (1, 32))
            pixels = numpy.stack([plane] * 3) + random.integers(0, 64, (3, 32, 32))
            records += bytes([label]) + pixels.astype(numpy.uint8).tobytes()
        (batches / f"{name}.bin").write_bytes(records)


def standardised(x):
    rows = x.reshape(len(x), -1)
    shape = (-1, 1, 1, 1)
    return (x - rows.mean(1).reshape(shape)) / rows.std(1).reshape(shape)


def convolution(x, weight, bias):
    patches = sliding_window_view(x, weight.shape[2:], axis=(2, 3))
    return numpy.einsum("bchwij,ocij->bohw", patches, weight, optimize=True) + bias[:, None, None]


def mean_pooled(x):
    images, channels, height, width = x.shape
    x = x[:, :, : height // 2 * 2, : width // 2 * 2]
    return x.reshape(images, channels, height // 2, 2, width // 2, 2).mean((3, 5))


def convolutional(x, weights):
    """Standardise, convolve, pass on what exceeds the channels' mean, pool: layer by layer."""
    outputs = []
    for layer in range(3):
        drive = convolution(standardised(x), weights[f"layers.{layer}.weight"], weights[f"layers.{layer}.bias"])
        x = mean_pooled(numpy.maximum(0, drive - drive.mean(1, keepdims=True)))
        outputs.append(x)
    return outputs


def gated(weights, symbols):
    """x @ weights, GRU, ReLU, Linear, log-softmax, in PyTorch's order of the gates."""
    sigmoid = lambda x: 1 / (1 + numpy.exp(-x))
    units = weights["gru.weight_hh_l0"].shape[1]
    gain = numpy.sqrt(len(weights["weights"]))
    h, answers = numpy.zeros(units), []
    for symbol in symbols.astype(int):
        projected = gain * weights["weights"][symbol]
        i = weights["gru.weight_ih_l0"] @ projected + weights["gru.bias_ih_l0"]
        j = weights["gru.weight_hh_l0"] @ h + weights["gru.bias_hh_l0"]
        reset = sigmoid(i[:units] + j[:units])
        update = sigmoid(i[units : 2 * units] + j[units : 2 * units])
        new = numpy.tanh(i[2 * units :] + reset * j[2 * units :])
        h = (1 - update) * new + update * h
        logits = weights["fc.weight"] @ numpy.maximum(0, h) + weights["fc.bias"]
        answers.append(logits - logits.max() - numpy.log(numpy.exp(logits - logits.max()).sum()))
    return numpy.array(answers)


def images(work):
    make_images(work / "data")
    places = ["--store", work / "runs", "--data", work / "data", "--json"]
    small = [f"layers.{n}.channels={c}" for n, c in enumerate((16, 20, 24))]
    small += ["training.burnIn=5", "training.batch=30", "input.whitening=none"]
    settings = [part for change in small for part in ("--set", change)]
    trained = run("train", "hebbian-cnn-pruned", "--epochs", 4, "--tensorboard", *settings, *places)
    folder = pathlib.Path(trained["run"])

    run("export", folder, "--weights", work / "net.safetensors", "--outputs", 10, "--data", work / "data", "--json")
    run("export", folder, "--weights", work / "net.npz", "--json")
    run("export", folder, "--weights", work / "net", "--json")
    weights = load_file(work / "net.safetensors")
    archive = dict(numpy.load(work / "net.npz"))
    check("an archive has the same weights", all((archive[n] == weights[n]).all() for n in archive))
    single = numpy.load(work / "net" / "layers.1.weight.npy")
    check("so have single files", single.dtype == numpy.float32 and (single == weights["layers.1.weight"]).all())
    outputs = convolutional(weights["input"], weights)
    for layer, output in enumerate(outputs):
        check(f"layer {layer} computes what Conv2d does", agree(weights[f"layers.{layer}.output"], output))
    check("a read-out is a Linear", weights["readouts.2.weight"].shape == (10, 24 * 4))

    # Back again: nothing is lost on the way, from any of the formats.
    changed = {n: w for n, w in archive.items()}
    changed["layers.0.weight"] = changed["layers.0.weight"][::-1].copy()
    save_file(changed, work / "changed.safetensors")
    numpy.savez_compressed(work / "changed.npz", **{n: numpy.asfortranarray(w) for n, w in changed.items()})
    save_file(archive, work / "back.safetensors")
    same = ["net.npz", "back.safetensors", "net", "net.safetensors"]  # the last with what the network answered beside it
    digests = {
        name: run("train", "hebbian-cnn-pruned", "--epochs", 0, "--weights", work / name, *settings, *places)["weightsDigest"]
        for name in same + ["changed.safetensors", "changed.npz"]
    }
    check("weights that are read back are the same", {digests[name] for name in same} == {trained["weightsDigest"]})
    changed = {digests["changed.safetensors"], digests["changed.npz"]}
    check("weights that Python has changed are taken", len(changed) == 1 and trained["weightsDigest"] not in changed)

    metrics = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    events = EventAccumulator(str(folder / "tensorboard"), {"scalars": 0, "images": 0, "histograms": 0}).Reload()
    curve = events.Scalars("winner entropy/layer 2")
    check("a curve has a point for each epoch", [event.step for event in curve] == [4, 8, 12, 16])
    check("and the values of the metrics", numpy.allclose(
        [event.value for event in curve], [line["layers"][1]["winnerEntropy"] for line in metrics]))
    pictures = events.Images("receptive fields/layer-3")
    check("there are pictures from the beginning on", pictures[0].step == 0 and pictures[-1].step == 16)
    check("which are PNG files", pictures[0].encoded_image_string.startswith(b"\x89PNG") and pictures[0].width > 20)
    histogram = events.Histograms("weight norms/layer 1")[-1].histogram_value
    check("a histogram counts every neuron", histogram.num == 16 and sum(histogram.bucket) == 16)


def text(work):
    (work / "text.txt").write_text("the quick brown fox jumps over the lazy dog and runs away. " * 200)
    options = ["--set", "characters=8000", "--set", "state=16", "--set", "lanes=4", "--set", "length=20"]
    trained = run("train", "hebbian-gru", "--data", work / "text.txt", *options, "--store", work / "runs", "--tensorboard", "--json")
    file = work / "gru.npz"
    run("export", trained["run"], "--weights", file, "--outputs", 40, "--json")
    weights = dict(numpy.load(file))
    check("a GRU answers what PyTorch's does", agree(weights["logProbabilities"], gated(weights, weights["symbols"]), 1e-4))
    events = EventAccumulator(str(pathlib.Path(trained["run"]) / "tensorboard"), {"scalars": 0}).Reload()
    lines = (pathlib.Path(trained["run"]) / "metrics.jsonl").read_text().splitlines()
    check("bits for each measurement", numpy.allclose(
        [event.value for event in events.Scalars("bits/validation")], [json.loads(line)["validation"] for line in lines]))


with tempfile.TemporaryDirectory() as name:
    images(pathlib.Path(name))
    text(pathlib.Path(name))
print(f"exchange-test: {checks} checks passed")
