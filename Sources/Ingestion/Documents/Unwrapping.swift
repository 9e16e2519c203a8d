import Records

/// What lies around the payload of a response (docs/formats/README.md).
enum Envelope: Sendable, Hashable {
  case none
  /// `{success: true, data: …}`
  case chanl
  /// `{data: …, meta: {requestId}}`
  case avatarium
  /// A failure saved in place of data, whose.
  case failure(Vendor)
}

/// A body without wrapper and envelope.
struct Unwrapped {
  /// `request` of our own wrapper `{request, response}`.
  var request: JSONNode?
  var envelope = Envelope.none
  var root: JSONNode
}

/// Removes wrapper and envelope, in this order: `{request, response}`; `success`; `error` object + `meta`; `data` + `meta`; then the
/// failures without envelope.
func unwrap(_ body: JSONNode) -> Unwrapped {
  var result = Unwrapped(root: body)
  if body.isObject, body.count == 2, let request = body["request"], let response = body["response"] {
    result.request = request
    result.root = response
  }
  let root = result.root
  guard root.isObject else { return result }
  if let success = root["success"]?.bool {
    if success, let data = root["data"] {
      result.envelope = .chanl
      result.root = data
    } else if !success {
      result.envelope = .failure(.chanl)
    }
  } else if root["error"]?.isObject == true, root["meta"] != nil {
    result.envelope = .failure(.avatarium)
  } else if let data = root["data"], root["meta"]?["requestId"] != nil {
    result.envelope = .avatarium
    result.root = data
  } else if root.count == 1, root["detail"] != nil {
    result.envelope = .failure(.studiochat)
  } else if root["statusCode"] != nil && root["message"] != nil || root.count == 1 && root["error"]?.string != nil {
    result.envelope = .failure(.chatcaptain)
  }
  return result
}
