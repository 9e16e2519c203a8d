import Foundation
import Testing

@testable import Publishing

@Suite struct JSONValueTests {
  @Test("keys are sorted by UTF-8, plain containers stay on one line")
  func layout() {
    let value = JSONValue.object([
      "b": .array([.integer(1), .number(0.5), .null]), "a": .object(["y": .bool(true), "x": .string("é")]), "Z": .array([]),
      "c": .array([.object(["k": .integer(1)]), .array([.integer(2)])]),
    ])
    let text = """
      {
        "Z": [],
        "a": {"x": "é", "y": true},
        "b": [1, 0.5, null],
        "c": [
          {"k": 1},
          [2]
        ]
      }

      """
    #expect(String(decoding: value.bytes(), as: UTF8.self) == text)
    #expect(value.line() == #"{"Z":[],"a":{"x":"é","y":true},"b":[1,0.5,null],"c":[{"k":1},[2]]}"#)
  }

  @Test("every control character, quote and backslash is escaped and reads back")
  func escapes() throws {
    let text = String(String.UnicodeScalarView((0...0x7F).compactMap { Unicode.Scalar($0) })) + "\u{2028}😀"
    let line = JSONValue.array([.string(text)]).line()
    #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    let read = try JSONDecoder().decode([String].self, from: Data(line.utf8))
    #expect(read == [text])
  }

  @Test("a number that is not finite is null")
  func notFinite() { #expect(JSONValue.array([.number(.nan), .number(.infinity), .number(nil)]).line() == "[null,null,null]") }

  @Test(
    "SHA-256 gives the digests of FIPS 180-4",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func digests(text: String, digest: String) throws {
    #expect(sha256(Array(text.utf8)) == digest)
    let scratch = try Scratch()
    try scratch.write("x", text)
    let file = try sha256(file: "\(scratch.path)/x")
    #expect(file.hash == digest)
    #expect(file.bytes == text.utf8.count)
  }

  @Test("a file of several blocks has the digest of its bytes")
  func blocks() throws {
    let scratch = try Scratch()
    let text = String(repeating: "0123456789abcdef", count: 200_000)
    try scratch.write("x", text)
    #expect(try sha256(file: "\(scratch.path)/x").hash == sha256(Array(text.utf8)))
  }

  @Test("a file that is not there is told by name")
  func missing() {
    #expect(
      problem { _ = try sha256(file: "/nowhere/x") }?.description
        == "error[unreadable-file]: cannot read \"/nowhere/x\": No such file or directory (open \"/nowhere/x\")")
  }
}
