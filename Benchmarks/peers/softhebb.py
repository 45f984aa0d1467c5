#!/usr/bin/env python3
"""PyTorch peer: SoftHebb's unsupervised step on CIFAR-10's shapes (96, 384 and 1,536 channels, batch 10): forward pass and update.

Hebb's side: hebb bench network --work softhebb

usage: softhebb.py [--threads N] [--batches N]      prints one JSON line
"""
import argparse, json, statistics, time, torch
import torch.nn.functional as F

a = argparse.ArgumentParser(); a.add_argument("--threads", type=int, default=2); a.add_argument("--batches", type=int, default=12); a = a.parse_args()
torch.set_num_threads(a.threads); torch.manual_seed(0)
# Input and output channels, kernel, margin, inverse temperature, learning rate, power of the triangle.
LAYERS = [(3, 96, 5, 2, 1.0, 0.08, 0.7), (96, 384, 3, 1, 0.65, 0.005, 1.4), (384, 1536, 3, 1, 0.25, 0.01, 1.0)]
BATCH = 10
weights = [torch.randn(o, i, k, k) * 25 / (i * k * k) ** 0.5 for i, o, k, *_ in LAYERS]

def layer(x, w, margin, beta, rate):
    x = F.pad(x, (margin,) * 4, mode="reflect"); u = F.conv2d(x, w); o = u.shape[1]
    flat = u.transpose(0, 1).reshape(o, -1); s = -torch.softmax(beta * flat, 0)
    win = flat.argmax(0); place = torch.arange(flat.shape[1]); s[win, place] = -s[win, place]
    s = s.view(o, x.shape[0], *u.shape[2:]).transpose(0, 1)
    grown = F.conv2d(x.transpose(0, 1), s.transpose(0, 1)).transpose(0, 1)
    change = grown - (s * u).sum((0, 2, 3)).view(-1, 1, 1, 1) * w
    change /= change.abs().amax() + 1e-30
    w += rate * ((w.flatten(1).norm(dim=1) - 1).abs() + 1e-10).sqrt()[:, None, None, None] * change
    return u

def step(x):
    with torch.no_grad():
        for n, (_, _, _, margin, beta, rate, power) in enumerate(LAYERS):
            u = layer(F.batch_norm(x, None, None, training=True), weights[n], margin, beta, rate)
            u = torch.relu(u - u.mean(1, keepdim=True)) ** power
            x = F.max_pool2d(u, 4, 2, 1) if n < 2 else F.avg_pool2d(u, 2)

x = torch.rand(BATCH, 3, 32, 32)
times = []
for _ in range(a.batches + 2):
    s = time.perf_counter(); step(x); times.append(time.perf_counter() - s)
median = statistics.median(times[2:])
print(json.dumps({"peer": "pytorch " + torch.__version__, "work": "softhebb", "threads": a.threads, "secondsPerBatch": median, "imagesPerSecond": BATCH / median}))
