#!/usr/bin/env python3
"""Summarises the timings that Benchmarks/run collects: medians over the rounds, and the ratio of the medians.

usage: compare.py [--format table|json] [--threads N] [--quiet yes|no] < RESULTS
Each line of RESULTS is "WORK PROGRAM JSON"; of the JSON object `imagesPerSecond` is used.
"""
import argparse
import json
import statistics
import sys

SUBJECT, PEER = "Hebb", "PyTorch"


def read(lines):
  """{work: {program: [images per second, one a round]}}, in the order of the lines."""
  speeds = {}
  for number, line in enumerate(lines, 1):
    try:
      work, program, text = line.split(" ", 2)
      speed = float(json.loads(text)["imagesPerSecond"])
      if not speed > 0:
        raise ValueError(f"imagesPerSecond is {speed}")
    except (ValueError, KeyError, TypeError) as error:
      raise SystemExit(f"compare.py: line {number} is no timing ({error!r}): {line.strip()}")
    speeds.setdefault(work, {}).setdefault(program, []).append(speed)
  return speeds


def summarise(speeds):
  """One row a work: images per second of both (median, slowest and fastest round), and Hebb's median over PyTorch's."""
  rows = []
  for work, programs in speeds.items():
    missing = {SUBJECT, PEER} - programs.keys()
    if missing:
      raise SystemExit(f"compare.py: no timing of {work} by {' or '.join(sorted(missing))}")
    row = {"work": work, "rounds": min(len(programs[SUBJECT]), len(programs[PEER]))}
    for name, program in (("hebb", SUBJECT), ("pytorch", PEER)):
      values = programs[program]
      row[name] = {
        "imagesPerSecond": statistics.median(values),
        "slowest": min(values),
        "fastest": max(values),
      }
    row["ratio"] = row["hebb"]["imagesPerSecond"] / row["pytorch"]["imagesPerSecond"]
    rows.append(row)
  return rows


def table(rows):
  """The rows as aligned text."""
  def cell(speed):
    return f"{speed['imagesPerSecond']:,.0f} ({speed['slowest']:,.0f}–{speed['fastest']:,.0f})"

  cells = [("work", "Hebb, images/s", "PyTorch, images/s", "ratio")]
  cells += [(row["work"], cell(row["hebb"]), cell(row["pytorch"]), f"{row['ratio']:.1f}") for row in rows]
  widths = [max(map(len, column)) for column in zip(*cells)]
  return "\n".join(
    "  ".join([line[0].ljust(widths[0])] + [text.rjust(width) for text, width in zip(line[1:], widths[1:])])
    for line in cells)


def main():
  arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
  arguments.add_argument("--format", choices=["table", "json"], default="table")
  arguments.add_argument("--threads", type=int)
  arguments.add_argument("--quiet", choices=["yes", "no"], default="yes")
  arguments = arguments.parse_args()
  rows = summarise(read(sys.stdin))
  if arguments.format == "json":
    print(json.dumps({"threads": arguments.threads, "quiet": arguments.quiet == "yes", "results": rows}))
  else:
    print(table(rows))
    print(f"\nMedians of {rows[0]['rounds'] if rows else 0} rounds (slowest–fastest), {arguments.threads} threads.")
    if arguments.quiet == "no":
      print("The machine was busy: these figures say little.")


if __name__ == "__main__":
  main()
