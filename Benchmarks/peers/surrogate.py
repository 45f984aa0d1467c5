#!/usr/bin/env python3
"""PyTorch peer: the gradient of the seed paper's surrogate loss for the instar rule, time per gradient.

A layer of 2,000 neurons on 100 samples of 784 inputs, or a convolution of 100 filters 5×5 on 100 images 3×32×32.

Hebb's side: hebb bench gradients --work layer|convolution

usage: surrogate.py [--convolution] [--threads N] [--rounds N]      prints one JSON line
"""
import argparse, json, statistics, time, torch
import torch.nn.functional as F

a = argparse.ArgumentParser(); a.add_argument("--convolution", action="store_true"); a.add_argument("--threads", type=int, default=2)
a.add_argument("--rounds", type=int, default=30); a = a.parse_args()
torch.set_num_threads(a.threads); torch.manual_seed(0)
if a.convolution:
    x, w, real = torch.randn(100, 3, 32, 32), torch.randn(100, 3, 5, 5), torch.randn(100, 100, 28, 28)
else:
    x, w, real = torch.randn(100, 784), torch.randn(2000, 784), torch.randn(100, 2000)

def gradient():
    v = w.detach().requires_grad_(True)
    if a.convolution:
        y = F.conv2d(x, v) - 0.5 * (v * v).sum((1, 2, 3))[None, :, None, None]
    else:
        y = x @ v.t() - 0.5 * (v * v).sum(1)
    y.data = real
    (-0.5 * y * y).sum().backward()
    return v.grad

for _ in range(5): gradient()
times = []
for _ in range(a.rounds):
    t = time.perf_counter(); gradient(); times.append(time.perf_counter() - t)
print(json.dumps({"peer": "pytorch " + torch.__version__, "work": "surrogate-convolution" if a.convolution else "surrogate-layer", "threads": a.threads, "secondsPerGradient": statistics.median(times), "imagesPerSecond": 100 / statistics.median(times)}))
