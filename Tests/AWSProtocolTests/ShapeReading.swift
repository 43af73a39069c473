import AWSProtocol
import StrictJSON

/// Reads a request's body.
func read<Request: RequestShape>(_ type: Request.Type, _ body: String) throws(AWSError) -> Request {
    try Request(body: Array(body.utf8))
}

/// Why a request's body is refused; nil where it is not.
func refusal<Request: RequestShape>(
    of body: String, as type: Request.Type
) -> (code: AWSError.Code, message: String)? {
    do throws(AWSError) {
        _ = try read(type, body)
        return nil
    } catch {
        return (error.code, error.message)
    }
}

/// An answer's body.
func text(_ answer: some ResponseShape) -> String {
    String(decoding: answer.body, as: UTF8.self)
}
