import Testing

@testable import HebbExperiments

@Suite("The paired t-test")
struct PairedTestTests {
  // Student's own data of 1908: additional hours of sleep of ten patients with two drugs, as R's data set "sleep";
  // t.test(extra ~ group, paired = TRUE) prints t = −4.0621, 9 degrees of freedom, p = 0.002833 and an interval from
  // −2.4598858 to −0.7001142.
  @Test("Student's sleep data give Student's result")
  func sleep() throws {
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    let test = PairedTest(first, second)
    #expect(abs(try #require(test.t) - 4.0621) < 5e-5 && test.degreesOfFreedom == 9)
    #expect(abs(test.pValue - 0.002833) < 5e-7 && abs(test.difference - 1.58) < 1e-12)
    #expect(abs(test.difference - test.margin95 - 0.7001142) < 5e-8)
    #expect(abs(test.difference + test.margin95 - 2.4598858) < 5e-8)
  }

  @Test("The order of the two only turns the sign")
  func antisymmetry() throws {
    let (first, second) = ([0.5, 0.61, 0.58], [0.55, 0.6, 0.66])
    let (forth, back) = (PairedTest(first, second), PairedTest(second, first))
    #expect(abs(forth.difference + back.difference) < 1e-15 && abs(forth.pValue - back.pValue) < 1e-12)
    #expect(abs(try #require(forth.t) + (try #require(back.t))) < 1e-12)
  }

  @Test("Equal differences have no t: p is 1 if they are 0, else 0, rounding aside")
  func constant() {
    #expect(PairedTest([0.5, 0.6], [0.5, 0.6]).pValue == 1)
    let shifted = PairedTest([0.8, 0.7, 0.3], [0.81, 0.71, 0.31])
    #expect(shifted.t == nil && shifted.pValue == 0 && abs(shifted.difference - 0.01) < 1e-12)
  }
}
