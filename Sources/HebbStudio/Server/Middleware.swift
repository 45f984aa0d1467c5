import HTTPTypes
import HebbSupport
import Hummingbird

/// Turns everything that goes wrong into JSON that the page can show, and gives every answer its headers.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as StudioError {
      response = Reply.problem(error.problem, status: error.status)
    } catch let problem as Problem {
      response = Reply.problem(problem, status: .badRequest)
    } catch let error as any HTTPResponseError {
      response = Reply.problem(Problem("the request cannot be answered: \(error.status)"), status: error.status)
    } catch {
      response = Reply.problem(Problem("the request failed: \(error)"), status: .internalServerError)
    }
    Reply.protect(&response)
    return response
  }
}

/// Lets only requests pass that a check has nothing against.
struct AccessMiddleware<Context: RequestContext>: RouterMiddleware {
  /// Throws for a request that may not do what it wants.
  let check: @Sendable (Request) throws -> Void

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    try check(request)
    return try await next(request, context)
  }
}
