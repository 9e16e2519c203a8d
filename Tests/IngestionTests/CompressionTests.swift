import Foundation
import Testing

@testable import Ingestion

/// An export of 40 conversations, compressed with gzip -9 (once whole, once as two members) and zstd -19.
@Suite("Compressed exports")
struct CompressionTests {
  static let gzip =
    "H4sIAAAAAAACA73Y3WrCQBCG4VsJe6ywMxN/r0MotEhY42oETYq7LVLx3psIlgo9+aB8kKPJEt6jedhcXby8d+cct1XIblk49TodexubrLxf3p"
    + "9XNypc7nI4VqeQ6yZu+4Ol/xk+vvCY1l37Gc8p5EPXpn74dn0aVYfhpPvyw2cP7aa7VG04xWH2EjdF3fQh/ZtTTCnsY1V3H+1QJv3sGFKuHi+e"
    + "e72u5HdvE1LVhHbb7Xb9sV04pjgEh/29yGW3vo2Kv8MEC1NamGJhRgszLKykhZVY2IQWNsHCprSwKRY2o4XNsLA5LWyOhS1oYQtwwXrehkV3P3"
    + "H5g9tfeOtfwP0vPAAEFEB4BAhogPAQEFAB4TEgoAPCg0BACYRHgYAWCA8DATVQngYKaqA8DRS9CxAvA6AGytNAQQ2Up4GCGihPAwU1UJ4GCmqg"
    + "PA0U1EB5GiiogfI0UFAD42lgoAbG08BADYyngaH/hog/h0ANjKeBgRoYTwMDNTCeBgZqYDwNDNTAeBoYqIHxNDBQg/L/NVjfvgEcAgX0ihgAAA"
    + "=="
  static let members =
    "H4sIAAAAAAACA73VTWrDMBCG4asYrRPQJzvOzzkChZYiJrYcG2wpRGoJDb175YBLA93MZkCrkRDPat67crdLuCbXWkrqUCijTb3W5brEUevD47"
    + "yqVaFSSDTaiVLTuzY/rPTvcPlhmTbBf7prpDQEH/Pw7f40ssP8Un3p+dvBn8LNeprcPHtxp6LpMyTfTC5GOjvbhA8/y5BnI8Vkl4tnrzZH/PX2"
    + "FG1Pvg1dl591NEY3g+n8EKmk3r9Xxf8w8GBGDGZ4sFIMVvJglRis4sE2YrAND1aLwWoebCsG2/JgOzHYjgfbi8H2zAWr5TYsd/cLLn/m9ofc+g"
    + "dz/0MuAGAWAHIJALMBkIsAmBWAXAbA7ADkQgBmCSCXAjBbALkYgFkDw6jBDyxNuEJFDAAAH4sIAAAAAAACA73VS2rDMBSF4a0YjROQdRznsY5C"
    + "oSWIG0eODYkElRJKS/ZeedAFHFoueOJ7NPhnn1k1ZpLsJ4nnNI7m0IxyzaFei1xy/X03xRyfq+bbDCk+wkeWMqfo53PdzJezpj6d4yl9+ii3sB"
    + "xfw6kZJinLcgs5yyX4Id1jqaNr6/EqufjfRZazcdb1a4u1dS+tPdjlezN/TGvJNKeX5sg06KWBTOv00joybaOXtiHTer20nkzb6qVtybSdXtqO"
    + "TNvrpe25NFi1NJAaQE8DkBpATwOQGkBPA5AaQE8DkBpATwOQGkBPA5AaQE8DkBpATwOQGkBPA5AadP+vwfH5Ay5cjPBFDAAA"
  static let zstd =
    "KLUv/WSKFy0KAGKPLhlgzwPkx7LDmozLdxB7AOBDURTlCiWqIHhA2eHkvdbWSumcUsYI4XsuunivtbVSOqeUMUL4noMO3mttrZTOKWWMEL733L"
    + "vX2lopnVPKGCF8DciO78/k/g3Q/MlLE35ZthLlBvPcvAE63Hl+vgGvCd8jaidYM5lzDfXcJA3RhIZyhK2NRM434N31DsaMJjyPttMzn3QV7cTJ"
    + "Jryim6RnCD+57/4N+EJwbngxiC6g0MFvwveMFd2nLVn6sVuoMcwVlKQ8UuiQg8Kk1RKgQAggAoggQQgQghWC/4mYQiLwA649wxmf+JwOfMITOJ"
    + "FTshj9CZ3wQE90ylM+wRmdmM/Ez+iUB3SmJ57BKRzkx7PpvyRNx950Tb/hDZzZabym3nRO0RyBU5Vy1W5oJt0aP1b7gf8+yNYAnpmi+T0oaAWi"
    + "jf8yURWbR3Gz"

  private func bytes(_ text: String) throws -> [UInt8] { Array(try #require(Data(base64Encoded: text))) }

  @Test(
    "gzip, several gzip members and zstd give the rows of the plain file",
    arguments: [
      (gzip, Compression.gzip, "4dc52ea1f7ebdff04af5ca109895cc385d95d85ea068311fc3d3595b33fa02f1"),
      (members, .gzip, "73b9d0ddeb4ea45f4a2b8d0f4a2adff28dcaa07ce985b312fcb4ba79ebe9c5bf"),
      (zstd, .zstd, "2f53438cfffd9ce616f5965186ab529fa43d68c1d9bcfffaea822db6e7b23f8b"),
    ])
  func reads(_ text: String, _ compression: Compression, _ digest: String) throws {
    let folder = try Folder()
    try folder.write("a", try bytes(text))
    for piece in [512, 4 << 20] {
      let result = read(folder.settings(pieceSize: piece))
      let file = result.files[0]
      #expect(file.kind == "conversations-export" && file.accepted == 40 && file.rowsRead == 40)
      #expect(file.compression == compression && file.sha256 == digest)
      #expect(result.diagnostics.list.isEmpty, "\(result.diagnostics)")
    }
  }

  @Test("compressed data that ends early keeps the rows before and says so", arguments: [gzip, zstd])
  func truncated(_ text: String) throws {
    let whole = try bytes(text)
    for cut in [5, 12, whole.count / 2, whole.count - 9, whole.count - 1] {
      let folder = try Folder()
      try folder.write("a", Array(whole[..<cut]))
      try folder.write("b.json", exportBody([conversation("1")]))
      let result = read(folder.settings())
      #expect(result.diagnostics.list.contains { $0.code == "damaged-archive" && $0.severity == .warning }, "cut \(cut)")
      #expect(!result.diagnostics.hasErrors)
      let file = result.files[0]
      #expect(file.accepted + file.rejectedTotal == file.rowsRead)
      #expect(file.sha256 == nil)
    }
  }

  @Test("a gzip of nothing is an empty file, and bytes behind the end belong to the digest")
  func empty() throws {
    let folder = try Folder()
    try folder.write("a", try bytes("H4sIAAAAAAACAwMAAAAAAAAAAAA="))
    try folder.write("b.json", exportBody([conversation("1")]))
    let result = read(folder.settings())
    #expect(result.files[0].kind == "empty")
    #expect(result.files[0].sha256 == "f61f27bd17de546264aa58f40f3aafaac7021e0ef69c17f6b1b4cd7664a037ec")
    #expect(result.diagnostics.list.isEmpty, "\(result.diagnostics)")
  }
}
