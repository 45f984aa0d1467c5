#!/usr/bin/env python3
"""Tests of compare.py; run by `make test`."""
import json
import unittest

import compare


def lines(*timings):
  return [f"{work} {program} {json.dumps({'imagesPerSecond': speed})}\n" for work, program, speed in timings]


class CompareTest(unittest.TestCase):
  def test_the_ratio_is_that_of_the_medians(self):
    rows = compare.summarise(compare.read(lines(
      ("cnn", "Hebb", 100), ("cnn", "PyTorch", 10), ("cnn", "Hebb", 900), ("cnn", "PyTorch", 1),
      ("cnn", "Hebb", 200), ("cnn", "PyTorch", 20))))
    self.assertEqual(len(rows), 1)
    self.assertEqual(rows[0]["ratio"], 20)
    self.assertEqual(rows[0]["rounds"], 3)
    self.assertEqual(rows[0]["hebb"], {"imagesPerSecond": 200, "slowest": 100, "fastest": 900})

  def test_works_keep_their_order(self):
    rows = compare.summarise(compare.read(lines(
      ("b", "Hebb", 1), ("b", "PyTorch", 1), ("a", "Hebb", 1), ("a", "PyTorch", 1))))
    self.assertEqual([row["work"] for row in rows], ["b", "a"])

  def test_a_missing_program_is_named(self):
    with self.assertRaisesRegex(SystemExit, "no timing of cnn by PyTorch"):
      compare.summarise(compare.read(lines(("cnn", "Hebb", 1))))

  def test_what_is_no_timing_is_named_with_its_line(self):
    for bad in ["cnn Hebb {}", "cnn Hebb nonsense", "cnn", 'cnn Hebb {"imagesPerSecond": 0}', "cnn Hebb []"]:
      with self.subTest(bad), self.assertRaisesRegex(SystemExit, "line 2 is no timing"):
        compare.read(lines(("cnn", "Hebb", 1)) + [bad])

  def test_table_columns_line_up(self):
    text = compare.table(compare.summarise(compare.read(lines(
      ("hebbian-cnn", "Hebb", 8000), ("hebbian-cnn", "PyTorch", 400), ("b", "Hebb", 10), ("b", "PyTorch", 2)))))
    rows = text.split("\n")
    self.assertEqual(len({len(row) for row in rows}), 1)
    self.assertTrue(rows[1].endswith("20.0"), text)


if __name__ == "__main__":
  unittest.main()
