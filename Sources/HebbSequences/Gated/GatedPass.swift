import CHebbKernels
import HebbTensor

/// One batch of sequences on its way through a gated recurrent unit and back: the memory for it, kept between batches.
///
/// A batch is cut into groups of eight sequences, each of which runs through all steps by itself, so that threads need not
/// wait for each other at every step. Rows belong to one step of one sequence, `[batch, steps]`, as callers have them; the
/// inputs of all of them are multiplied at once.
///
/// Results do not depend on the number of threads: groups are independent, and every sum has a fixed order.
final class GatedPass {
  let parallel: Parallel
  let kernels: GateKernels
  private(set) var (batch, steps) = (0, 0)
  /// Hidden units, and with as many as do not exist, so that rows consist of whole vectors.
  private(set) var (units, width, inputs) = (0, 0, 0)

  // Weights as the kernels want them.
  private var inputWeights = AlignedBuffer(count: 0)
  private(set) var bias = AlignedBuffer(count: 0)
  private var packed = AlignedBuffer(count: 0)
  private(set) var packedBack = AlignedBuffer(count: 0)

  /// `[batch, steps, 3 · width]`: W x, then r, z and n, then the gradients in their place.
  private(set) var gates = AlignedBuffer(count: 0)
  /// `[batch, steps, width]`: U_n h + c_n, then its gradient.
  private(set) var recurrent = AlignedBuffer(count: 0)
  /// `[batch, steps, width]`: h before every step.
  private(set) var before = AlignedBuffer(count: 0)
  /// `[batch, steps, width]`: max(0, h) after every step.
  private(set) var rectified = AlignedBuffer(count: 0)
  /// `[batch, steps, width]`: of the loss with respect to `rectified`, or to h where `isRectified` is false.
  private(set) var gradient = AlignedBuffer(count: 0)
  /// `[batch, width]`: h after the last step; on the way back, the gradient with respect to h before the first.
  private(set) var last = AlignedBuffer(count: 0)
  /// Of each group.
  private(set) var scratch = AlignedBuffer(count: 0)

  init(parallel: Parallel, kernels: GateKernels = .selected) {
    (self.parallel, self.kernels) = (parallel, kernels)
  }

  var rows: Int { batch * steps }
  var groups: Int { (batch + Self.group - 1) / Self.group }
  static let group = Int(HEBB_GATE_SEQUENCES)
  /// Floats of scratch memory of a group: a state and the next on the way there; a gradient, three and four on the way back.
  var scratchPerGroup: Int { (4 * Self.group + 4) * width }

  func sequences(of group: Int) -> Range<Int> { group * Self.group..<min((group + 1) * Self.group, batch) }

  /// Makes room for batches of this size; what is there is lost if it differs from the last.
  func reserve(batch: Int, steps: Int, for unit: GatedRecurrentUnit) {
    let isSameUnit = unit.hidden == units && unit.inputs == inputs
    guard !isSameUnit || (batch, steps) != (self.batch, self.steps) else { return }
    (self.batch, self.steps) = (batch, steps)
    (units, inputs) = (unit.hidden, unit.inputs)
    width = (units + 15) / 16 * 16
    if !isSameUnit {
      inputWeights = Self.zeros(3 * width * inputs)
      bias = Self.zeros(4 * width)
      packed = AlignedBuffer(count: 3 * width * width)
      packedBack = AlignedBuffer(count: (width + 31) / 32 * 32 * 3 * width)
    }
    gates = AlignedBuffer(count: rows * 3 * width)
    recurrent = AlignedBuffer(count: rows * width)
    before = AlignedBuffer(count: rows * width)
    rectified = AlignedBuffer(count: rows * width)
    // What no unit belongs to stays 0.
    gradient = Self.zeros(rows * width)
    last = AlignedBuffer(count: batch * width)
    scratch = AlignedBuffer(count: groups * scratchPerGroup)
  }

  private static func zeros(_ count: Int) -> AlignedBuffer {
    let buffer = AlignedBuffer(count: count)
    buffer.elements.initialize(repeating: 0)
    return buffer
  }

  /// Takes over the weights of a unit, which changed.
  ///
  /// Precondition: there is room for its batches.
  func take(_ unit: GatedRecurrentUnit, forTraining: Bool) {
    let (units, width, inputs) = (Int32(self.units), Int32(self.width), self.inputs)
    unit.recurrentWeights.withUnsafeBufferPointer { recurrent in
      unit.inputWeights.withUnsafeBufferPointer { input in
        parallel.forEach(forTraining ? 3 : 2) { piece, _ in
          switch piece {
          case 0: kernels.gates.pack(recurrent.baseAddress, units, width, packed.elements.baseAddress)
          case 2: kernels.gates.pack_back(recurrent.baseAddress, units, width, packedBack.elements.baseAddress)
          default:
            for gate in 0..<3 {
              (inputWeights.elements.baseAddress! + gate * Int(width) * inputs).update(
                from: input.baseAddress! + gate * Int(units) * inputs, count: Int(units) * inputs)
            }
          }
        }
      }
    }
    let (b, c) = (unit.inputBias.elements, unit.recurrentBias.elements)
    for i in 0..<self.units {
      for gate in 0..<2 {
        bias.elements[gate * self.width + i] = b[gate * self.units + i] + c[gate * self.units + i]
      }
      bias.elements[2 * self.width + i] = b[2 * self.units + i]
      bias.elements[3 * self.width + i] = c[2 * self.units + i]
    }
  }

  /// W x for `count` rows of inputs, into rows `[count, 3 · width]`.
  func drive(_ x: UnsafePointer<Float>, count: Int, into out: UnsafeMutablePointer<Float>) {
    LinearAlgebra.multiply(
      x, inputWeights.elements.baseAddress!, into: out, rows: count, columns: 3 * width, inner: inputs,
      transposingB: true, parallel: parallel)
  }

  /// changes W: the gradients with respect to `count` inputs, from those of the gates `[count, 3 · width]`.
  func driveBack(_ changes: UnsafePointer<Float>, count: Int, into out: UnsafeMutablePointer<Float>) {
    LinearAlgebra.multiply(
      changes, inputWeights.elements.baseAddress!, into: out, rows: count, columns: inputs, inner: 3 * width,
      parallel: parallel)
  }

  /// Runs through all steps; `gates` holds W x.
  ///
  /// - Parameter initial: h before the first step `[batch, units]`; zeros if nil.
  func forward(from initial: Tensor?) {
    parallel.forEach(groups) { group, _ in
      let lanes = sequences(of: group)
      var now = scratch.elements.baseAddress! + group * scratchPerGroup
      var next = now + Self.group * width
      now.initialize(repeating: 0, count: lanes.count * width)
      if let initial {
        initial.withUnsafeBufferPointer { initial in
          for (row, lane) in lanes.enumerated() {
            (now + row * width).update(from: initial.baseAddress! + lane * units, count: units)
          }
        }
      }
      for (row, lane) in lanes.enumerated() {
        (before.elements.baseAddress! + lane * steps * width).update(from: now + row * width, count: width)
      }
      for step in 0..<steps {
        var place = self.place(of: lanes, step: step)
        if step + 1 < steps {
          place.states += width
        } else {
          place.states = last.elements.baseAddress! + lanes.lowerBound * width
          place.states_stride = width
        }
        kernels.gates.forward(&place, packed.elements.baseAddress, bias.elements.baseAddress, now, next)
        swap(&now, &next)
      }
    }
  }
}
