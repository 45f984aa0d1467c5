import Testing

@testable import HebbExperiments

@Suite("A request to stop")
struct StopRequestTests {
  @Test("It stays made, whichever thread made it")
  func request() async {
    let stop = StopRequest()
    #expect(!stop.isRequested)
    await Task.detached { stop.request() }.value
    #expect(stop.isRequested)
    stop.request()
    #expect(stop.isRequested)
  }
}
