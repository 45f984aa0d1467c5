#!/usr/bin/env python3
"""PyTorch peer: HebbNet's training step on MNIST's shapes (784-2000-10, batch 1, update of the largest 1 %), the softmax layer included.

Hebb's side: hebb bench network --work hebbnet

usage: hebbnet.py [--threads N] [--samples N]      prints one JSON line
"""
import argparse, json, statistics, time, torch

a = argparse.ArgumentParser(); a.add_argument("--threads", type=int, default=2); a.add_argument("--samples", type=int, default=60); a = a.parse_args()
torch.set_num_threads(a.threads); torch.manual_seed(0)
H, I = 2000, 784
w1 = torch.nn.Linear(I, H, bias=False); w2 = torch.nn.Linear(H, 10); opt = torch.optim.SGD(w2.parameters(), lr=1.0, momentum=5e-4)
lossf = torch.nn.CrossEntropyLoss(); total = torch.zeros(H, I); t = 1; keep = int(0.01 * H * I)
images = (torch.rand(64, 1, I) > 0.8).float() * torch.rand(64, 1, I)

def step(x, label):
    global t
    with torch.no_grad(): z = torch.relu(w1(x))
    loss = lossf(torch.log_softmax(w2(z), 1), label); opt.zero_grad(); loss.backward(); opt.step()
    with torch.no_grad():
        corr = z.T @ x; d = corr if t == 1 else corr - total / (t - 1); total.add_(corr); t += 1
        th = torch.topk(d.abs().view(-1), keep)[0][-1]
        w1.weight -= torch.where(d.abs() >= th, d, torch.zeros(()))

times = []
for n in range(a.samples + 3):
    s = time.perf_counter(); step(images[n % 64], torch.tensor([n % 10])); times.append(time.perf_counter() - s)
median = statistics.median(times[3:])
print(json.dumps({"peer": "pytorch " + torch.__version__, "work": "hebbnet", "threads": a.threads, "secondsPerSample": median, "imagesPerSecond": 1 / median}))
