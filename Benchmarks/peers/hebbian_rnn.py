#!/usr/bin/env python3
"""PyTorch peer: a Hebbian recurrent network that learns after every character: 3 layers on [character, state] by Oja's rule
with the output's error, brought by fixed random weights, as postsynaptic activity; 96 characters, state of 128, batch 4.

Hebb's side: hebb bench rnn

usage: hebbian_rnn.py [--threads N] [--steps N]      prints one JSON line; imagesPerSecond counts characters
"""
import argparse, json, time, torch

a = argparse.ArgumentParser(); a.add_argument("--threads", type=int, default=2)
a.add_argument("--steps", type=int, default=1000); a = a.parse_args()
torch.set_num_threads(a.threads); torch.manual_seed(0)
V, H, B, L, rate = 96, 128, 4, 3, 1e-3
D = V + H
weights = [torch.randn(D, D) * 0.05 for _ in range(L)] + [torch.randn(H, D) * 0.05]
readout = torch.randn(V, D) * 0.05
feedback = [torch.randn(V, w.shape[0]) * 0.05 for w in weights]

def oja(w, x, y):
    """The mean over the batch of y (x - y w)."""
    w += rate / B * (y.T @ x - (y * y).sum(0).unsqueeze(1) * w)

@torch.no_grad()
def step(symbol, h, target):
    first = torch.cat([symbol, h], 1); seen = [first]
    for w in weights[:L]: seen.append(torch.sigmoid(seen[-1] @ w.T))
    top = seen[-1] + first
    error = target - torch.softmax(top @ readout.T, 1)
    following = torch.tanh(top @ weights[L].T)
    for l in range(L): oja(weights[l], seen[l], error @ feedback[l])
    oja(weights[L], top, error @ feedback[L])
    readout.add_(rate / B * error.T @ top)
    return following

eye = torch.eye(V); text = torch.randint(0, V, (B, a.steps + 51)); h = torch.zeros(B, H)
for t in range(50): h = step(eye[text[:, t]], h, eye[text[:, t + 1]])
start = time.perf_counter()
for t in range(50, 50 + a.steps): h = step(eye[text[:, t]], h, eye[text[:, t + 1]])
seconds = (time.perf_counter() - start) / a.steps
print(json.dumps({"peer": "pytorch " + torch.__version__, "work": "hebbian-rnn", "threads": a.threads, "secondsPerStep": seconds, "imagesPerSecond": B / seconds}))
