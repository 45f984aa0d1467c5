#!/usr/bin/env python3
"""PyTorch peer: GRU(512 -> 256), ReLU, Linear(256 -> 128) on 32 sequences of 100 steps; forward, cross-entropy at every
step in time, back-propagation through time, Adam.

Hebb's side: hebb bench gru

usage: gru.py [--threads N] [--rounds N]      prints one JSON line
"""
import argparse, json, statistics, time, torch

a = argparse.ArgumentParser(); a.add_argument("--threads", type=int, default=2)
a.add_argument("--rounds", type=int, default=20); a = a.parse_args()
torch.set_num_threads(a.threads); torch.manual_seed(0)
g = torch.nn.GRU(512, 256, batch_first=True); fc = torch.nn.Linear(256, 128)
optimiser = torch.optim.Adam([*g.parameters(), *fc.parameters()])
x, y = torch.randn(32, 100, 512), torch.randint(0, 128, (32, 100))

def train():
    optimiser.zero_grad()
    outputs = fc(torch.relu(g(x)[0]))
    torch.nn.functional.cross_entropy(outputs.flatten(0, 1), y.flatten()).backward()
    optimiser.step()

for _ in range(2): train()
times = []
for _ in range(a.rounds):
    t = time.perf_counter(); train(); times.append(time.perf_counter() - t)
median = statistics.median(times)
print(json.dumps({"peer": "pytorch " + torch.__version__, "work": "gru", "threads": a.threads, "secondsPerStep": median, "imagesPerSecond": 32 / median}))
